import { randomUUID } from 'node:crypto';
import type { CapturedExchange, LogRecord } from '@heliograph/contracts/log-record';

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
  const body = { contentType: 'application/json', contentEncoding: null, truncated: false, omitted: false };
  return {
    record: {
      version: 1,
      id: randomUUID(),
      organizationId: '019aa2b4-0000-7000-8000-00000000000a',
      apiKeyId: '019aa2b4-0000-7000-8000-00000000000b',
      createdAt: Date.now(),
      provider: 'openai',
      apiFormat: 'openai-chat',
      method: 'POST',
      path: '/v1/chat/completions',
      targetOrigin: 'https://api.openai.com',
      status: 200,
      outcome: 'success',
      errorCode: null,
      errorMessage: null,
      stream: false,
      latencyMs: 812.3456,
      timeToFirstByteMs: 800.25,
      timeToFirstTokenMs: null,
      proxyOverheadMs: 0.2,
      attempts: [],
      userId: null,
      sessionId: 's-1',
      sessionPath: '/a/b',
      sessionName: null,
      name: 'greeting',
      properties: [['Feature', 'Support']],
      modelOverride: null,
      headerPrices: null,
      cacheHit: false,
      providerKeyFingerprint: null,
      requestHeaders: [['Content-Type', 'application/json']],
      responseHeaders: [
        ['x-request-id', 'req_1'],
        ['vary', 'Origin'],
        ['Vary', 'Accept'],
      ],
      request: { ...body, bytes: requestBody.length },
      response: { ...body, bytes: responseBody.length },
      omittedFacts: null,
      warnings: [],
      ...part,
    },
    requestBody,
    responseBody,
  };
}
