import type { CapturedExchange, LogRecord } from '@heliograph/contracts/log-record';

const body = {
  bytes: 2,
  contentType: 'application/json',
  contentEncoding: null,
  truncated: false,
  omitted: false,
};

/** A record with the given fields, the rest plausible. */
export function exchangeWith(
  fields: Partial<LogRecord>,
  requestBody: Uint8Array = Buffer.from('{}'),
): CapturedExchange {
  return {
    record: {
      version: 1,
      id: '019aa2b4-0000-7000-8000-000000000001',
      organizationId: '019aa2b4-0000-7000-8000-000000000002',
      apiKeyId: '019aa2b4-0000-7000-8000-000000000003',
      createdAt: 1_763_700_000_000,
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
      latencyMs: 12.5,
      timeToFirstByteMs: 11,
      timeToFirstTokenMs: null,
      proxyOverheadMs: 0.2,
      attempts: [],
      userId: null,
      sessionId: null,
      sessionPath: null,
      sessionName: null,
      name: null,
      properties: [],
      modelOverride: null,
      headerPrices: null,
      cacheHit: false,
      providerKeyFingerprint: null,
      requestHeaders: [],
      responseHeaders: [],
      request: { ...body, bytes: requestBody.length },
      response: body,
      omittedFacts: null,
      warnings: [],
      ...fields,
    },
    requestBody,
    responseBody: Buffer.from('{}'),
  };
}
