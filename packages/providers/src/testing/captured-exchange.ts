import type { CapturedBody, CapturedExchange, LogRecord } from '@heliograph/contracts/log-record';

export interface ExchangeParts {
  record?: Partial<Omit<LogRecord, 'request' | 'response'>>;
  request?: string | Uint8Array;
  response?: string | Uint8Array;
  requestFacts?: Partial<CapturedBody>;
  responseFacts?: Partial<CapturedBody>;
}

/** A complete exchange for tests, JSON unless said otherwise. */
export function capturedExchange(parts: ExchangeParts): CapturedExchange {
  const requestBody = Buffer.from(parts.request ?? '');
  const responseBody = Buffer.from(parts.response ?? '');
  const facts = { contentType: 'application/json', contentEncoding: null, truncated: false, omitted: false };
  return {
    record: {
      version: 1,
      id: '019aa0c8-0000-7000-8000-000000000001',
      organizationId: '019aa0c8-0000-7000-8000-000000000002',
      apiKeyId: '019aa0c8-0000-7000-8000-000000000003',
      createdAt: Date.UTC(2026, 10, 21),
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
      latencyMs: 12,
      timeToFirstByteMs: 10,
      timeToFirstTokenMs: null,
      proxyOverheadMs: 0.3,
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
      omittedFacts: null,
      warnings: [],
      ...parts.record,
      request: { bytes: requestBody.length, ...facts, ...parts.requestFacts },
      response: { bytes: responseBody.length, ...facts, ...parts.responseFacts },
    },
    requestBody,
    responseBody,
  };
}
