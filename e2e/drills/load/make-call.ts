import { randomUUID } from 'node:crypto';
import type { Call } from './send-call.ts';

const QUESTION = 'Say something about logs that never get lost. '.repeat(20);
/** A stream takes about as long as a short answer of a provider, so that what dies finds some half-way. */
const CHUNKS = '8';
const CHUNK_DELAY_MS = '15';

/** The nth call of a drill: both providers, every second one a stream. */
export function makeCall(n: number, key: string, extra: Record<string, string>): Call {
  const id = randomUUID();
  const stream = n % 2 === 1;
  const anthropic = n % 4 >= 2;
  return {
    id,
    path: anthropic ? '/anthropic/v1/messages' : '/v1/chat/completions',
    body: JSON.stringify({
      model: anthropic ? 'claude-sonnet-4-20250514' : 'gpt-4o-mini',
      stream,
      ...(anthropic && { max_tokens: 256 }),
      messages: [{ role: 'user', content: `${n}: ${QUESTION}` }],
    }),
    headers: {
      'content-type': 'application/json',
      'helicone-auth': `Bearer ${key}`,
      'helicone-request-id': id,
      authorization: 'Bearer sk-provider',
      'x-fake-chunks': CHUNKS,
      ...(stream && { 'x-fake-chunk-delay-ms': CHUNK_DELAY_MS }),
      ...extra,
    },
    ending: stream ? (anthropic ? 'message_stop' : '[DONE]') : '}',
  };
}
