import { randomUUID } from 'node:crypto';
import type { CapturedExchange, LogRecord } from '@heliograph/contracts/log-record';
import { sampleBody, sampleRecord } from '@heliograph/contracts/testing/sample-record';

/** A finished chat completion as the proxy captures it. */
export function makeExchange(part: Partial<LogRecord> = {}, content = 'Say hello'): CapturedExchange {
  const requestBody = Buffer.from(
    JSON.stringify({ model: 'gpt-4o-mini', user: 'from-body', messages: [{ role: 'user', content }] }),
  );
  const responseBody = Buffer.from(
    JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model: 'gpt-4o-mini-2024-07-18',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello!' }, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 12,
        completion_tokens: 8,
        total_tokens: 20,
        prompt_tokens_details: { cached_tokens: 4 },
        completion_tokens_details: { reasoning_tokens: 3 },
      },
    }),
  );
  return {
    record: sampleRecord({
      id: randomUUID(),
      createdAt: Date.now(),
      latencyMs: 812.3456,
      timeToFirstByteMs: 800.25,
      sessionId: 's-1',
      sessionPath: '/a/b',
      name: 'greeting',
      properties: [['Feature', 'Support']],
      requestHeaders: [['Content-Type', 'application/json']],
      responseHeaders: [
        ['x-request-id', 'req_1'],
        ['vary', 'Origin'],
        ['Vary', 'Accept'],
      ],
      request: sampleBody({ bytes: requestBody.length }),
      response: sampleBody({ bytes: responseBody.length }),
      ...part,
    }),
    requestBody,
    responseBody,
  };
}
