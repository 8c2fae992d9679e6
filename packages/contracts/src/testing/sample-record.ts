import type { Attempt, CapturedBody, LogRecord } from '../log-record.ts';

/** A plausible log record of a plain chat completion for tests, with the given fields. */
export function sampleRecord(part: Partial<LogRecord> = {}): LogRecord {
  return {
    version: 1,
    id: '019aa2b4-0000-7000-8000-000000000001',
    organizationId: '019aa2b4-0000-7000-8000-00000000000a',
    apiKeyId: '019aa2b4-0000-7000-8000-00000000000b',
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
    promptId: null,
    promptVersion: null,
    promptEnvironment: null,
    country: null,
    properties: [],
    modelOverride: null,
    fallbackIndex: null,
    fallbackModel: null,
    headerPrices: null,
    cacheHit: false,
    cache: null,
    limitedBy: null,
    limits: [],
    providerKeyFingerprint: null,
    requestHeaders: [],
    responseHeaders: [],
    request: sampleBody(),
    response: sampleBody(),
    omittedFacts: null,
    warnings: [],
    ...part,
  };
}

/** Facts of a captured JSON body. */
export function sampleBody(part: Partial<CapturedBody> = {}): CapturedBody {
  return {
    bytes: 0,
    contentType: 'application/json',
    contentEncoding: null,
    truncated: false,
    omitted: false,
    ...part,
  };
}

/** A call to OpenAI that went well. */
export function sampleAttempt(part: Partial<Attempt> = {}): Attempt {
  return {
    provider: 'openai',
    url: 'https://api.openai.com/v1/chat/completions',
    model: null,
    fallbackIndex: null,
    called: true,
    status: 200,
    startedAtMs: 0.2,
    durationMs: 12,
    error: null,
    next: null,
    ...part,
  };
}
