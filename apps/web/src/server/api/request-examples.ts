import type { QueryRequestsInput } from '@heliograph/contracts/api-schemas';
import type { Request, RequestDetail } from '@heliograph/contracts/request';
import { exampleAttempts } from './example-attempts.ts';
import { apiKey } from './key-examples.ts';

export const request: Request = {
  id: '019a9f60-11b2-7c0e-8f43-6a1d2b3c4d5e',
  createdAt: '2026-11-21T10:15:00.123Z',
  provider: 'openai',
  model: 'gpt-4o-mini-2024-07-18',
  requestModel: 'gpt-4o-mini',
  apiFormat: 'openai-chat',
  method: 'POST',
  path: '/v1/chat/completions',
  status: 200,
  outcome: 'success',
  errorCode: null,
  errorMessage: null,
  stream: false,
  latencyMs: 812,
  timeToFirstByteMs: 805,
  timeToFirstTokenMs: null,
  proxyOverheadMs: 1.4,
  userId: 'customer-42',
  sessionId: 'session-7',
  sessionPath: '/checkout/summary',
  sessionName: 'Checkout',
  name: 'summarise-order',
  promptId: 'order-summary',
  promptVersion: '3',
  promptEnvironment: null,
  country: null,
  properties: { environment: 'production', feature: 'checkout' },
  feedback: { rating: 'positive', comment: null, changedAt: '2026-11-21T10:16:00.000Z' },
  scores: { relevance: 0.92, grounded: 1 },
  apiKeyId: apiKey.id,
  providerKeyFingerprint: null,
  usage: {
    inputTokens: 120,
    cachedInputTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: 45,
    reasoningTokens: 0,
    audioInputTokens: 0,
    audioOutputTokens: 0,
    imageInputTokens: 0,
    imageOutputTokens: 0,
    totalTokens: 165,
    images: 0,
    webSearches: 0,
    fileSearches: 0,
    audioSeconds: 0,
    characters: 0,
    pages: 0,
  },
  usageSource: 'reported',
  tokensPerSecond: null,
  costUsd: '0.000045',
  costSource: 'table',
  attemptCount: 1,
  fallbackIndex: null,
  cacheHit: false,
  cacheStatus: null,
  limitedBy: null,
  savedUsd: null,
  requestPreview: 'Summarise this order in one sentence.',
  responsePreview: 'Two books and a lamp, delivered on Friday.',
};

const requestDetail: RequestDetail = {
  ...request,
  targetOrigin: 'https://api.openai.com',
  attempts: exampleAttempts,
  otherCalls: [],
  warnings: [],
  usageFlags: [],
  limits: [],
  serviceTier: 'standard',
  cache: null,
  cost: {
    totalUsd: '0.000045',
    computedUsd: '0.000045',
    reportedUsd: null,
    savedUsd: null,
    source: 'table',
    priceRow: 'openai/gpt-4o-mini-2024-07-18 #60e1a3c5',
    flags: [],
    parts: [
      { part: 'inputTokens', units: 120, usd: '0.000018' },
      { part: 'outputTokens', units: 45, usd: '0.000027' },
    ],
  },
  request: {
    bytes: 148,
    contentType: 'application/json',
    text: '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Summarise this order in one sentence."}]}',
    truncated: false,
    omitted: false,
    headers: { 'content-type': 'application/json' },
  },
  response: {
    bytes: 512,
    contentType: 'application/json',
    text: '{"id":"chatcmpl-1","object":"chat.completion","choices":[]}',
    truncated: false,
    omitted: false,
    headers: { 'content-type': 'application/json' },
    message: null,
  },
};

const query: QueryRequestsInput = {
  timeRange: { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' },
  filter: {
    and: [
      { field: 'model', operator: 'contains', value: 'gpt-4o' },
      { field: 'property.feature', operator: '=', value: 'checkout' },
    ],
  },
  limit: 50,
};

export const queryRequestExamples = { 'requests.query': query };

export const queryResponseExamples = {
  'requests.query': { items: [request], nextCursor: null },
  'requests.get': requestDetail,
};
