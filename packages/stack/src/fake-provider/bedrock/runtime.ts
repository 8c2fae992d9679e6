import { answerTo, countTokens } from '../answer.ts';
import type { PromptCache } from '../anthropic/prompt-cache.ts';
import { messages } from '../anthropic/messages.ts';
import {
  isObject,
  json,
  listOf,
  ProviderRefusal,
  textOf,
  type Call,
  type Json,
  type Reply,
} from '../reply.ts';
import { eventFrame } from './event-frame.ts';

const CONTENT_TYPE = 'application/vnd.amazon.eventstream';

/** `POST /model/{id}/{action}`; invoked models are Claude's. */
export function bedrock(call: Call, model: string, action: string, cache: PromptCache): Reply {
  switch (action) {
    case 'converse':
      return json(converse(call).whole);
    case 'converse-stream':
      return { kind: 'stream', contentType: CONTENT_TYPE, events: converse(call).frames };
    case 'invoke':
      return messages(withModel(call, model, false), cache);
    case 'invoke-with-response-stream':
      return {
        kind: 'stream',
        contentType: CONTENT_TYPE,
        events: chunks(messages(withModel(call, model, true), cache)),
      };
    default:
      throw new ProviderRefusal(404, `Not found: ${action}`);
  }
}

function withModel(call: Call, model: string, stream: boolean): Call {
  return { ...call, body: { ...call.body, model, stream } };
}

function converse(call: Call): { whole: Json; frames: Buffer[] } {
  const question = questionOf(call.body['messages']);
  if (question === '') throw new ProviderRefusal(400, 'The messages field is empty.');
  const { text, pieces, tokens } = answerTo(question, call.directives, undefined);
  const inputTokens = countTokens(question);
  const usage = {
    inputTokens,
    outputTokens: tokens,
    totalTokens: inputTokens + tokens + 6,
    cacheReadInputTokens: 6,
    cacheWriteInputTokens: 0,
  };
  const told = call.directives.noUsage ? {} : { usage };
  const role = 'assistant';
  const end = { stopReason: 'end_turn' };
  return {
    whole: {
      output: { message: { role, content: [{ text }] } },
      ...end,
      ...told,
      metrics: { latencyMs: 12 },
    },
    frames: [
      eventFrame('messageStart', { role }),
      ...pieces.map((piece) =>
        eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: piece } }),
      ),
      eventFrame('contentBlockStop', { contentBlockIndex: 0 }),
      eventFrame('messageStop', end),
      eventFrame('metadata', { ...told, metrics: { latencyMs: 12 } }),
    ],
  };
}

function questionOf(list: unknown): string {
  const last = listOf(list).at(-1);
  const parts = isObject(last) ? listOf(last['content']) : [];
  return parts.map((part) => (isObject(part) ? (textOf(part['text']) ?? '') : '')).join('\n');
}

/** The events of a Messages stream, each in a frame of its own; the last one has the metrics. */
function chunks(reply: Reply): Buffer[] {
  if (reply.kind !== 'stream') return [];
  return reply.events.map((event, index) => {
    const data = JSON.parse(String(event).replace(/^event: .*\ndata: /, '')) as Json;
    const metrics = { inputTokenCount: 1, outputTokenCount: 1, invocationLatency: 12, firstByteLatency: 3 };
    const whole =
      index === reply.events.length - 1 ? { ...data, 'amazon-bedrock-invocationMetrics': metrics } : data;
    return eventFrame('chunk', { bytes: Buffer.from(JSON.stringify(whole)).toString('base64') });
  });
}
