import type { QueryRequestsInput } from '@heliograph/contracts/api-schemas';
import type { CustomPrice, Repricing } from '@heliograph/contracts/price-book';
import type { Request, RequestDetail } from '@heliograph/contracts/request';
import { analyticsRequestExamples, analyticsResponseExamples } from './analytics-examples.ts';
import { alertRequestExamples, alertResponseExamples } from './alert-examples.ts';
import { cacheExamples } from './cache-examples.ts';
import { channelRequestExamples, channelResponseExamples } from './channel-examples.ts';
import { exampleAttempts } from './example-attempts.ts';
import { exploreRequestExamples, exploreResponseExamples } from './explore-examples.ts';
import { exportRequestExamples, exportResponseExamples } from './export-examples.ts';
import { ingestionExamples } from './ingestion-examples.ts';
import { apiKey, keyRequestExamples, keyResponseExamples } from './key-examples.ts';
import { rateLimitRequestExamples, rateLimitResponseExamples } from './rate-limit-examples.ts';
import { dashboardRequestExamples, dashboardResponseExamples } from './dashboard-examples.ts';
import { deployRequestExamples, deployResponseExamples } from './deploy-examples.ts';
import { costRequestExamples, costResponseExamples } from './cost-examples.ts';
import { sqlRequestExamples, sqlResponseExamples } from './sql-examples.ts';
import { reportRequestExamples, reportResponseExamples } from './report-examples.ts';
import { webhookRequestExamples, webhookResponseExamples } from './webhook-examples.ts';
import { viewRequestExamples, viewResponseExamples } from './view-examples.ts';

const request: Request = {
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

const price: CustomPrice = {
  id: '019aa2b4-1111-7222-8333-444455556666',
  provider: 'azure',
  model: 'support-gpt-4o',
  prices: { input: '2.25', cachedInput: '1.125', output: '9' },
  effectiveFrom: '2026-11-01T00:00:00.000Z',
  effectiveTo: null,
  note: 'Contract of October',
  createdAt: '2026-11-20T10:00:00.000Z',
  removedAt: null,
  createdBy: 'Ada Lovelace',
};

const repricing: Repricing = {
  id: '019aa2b4-7777-7888-8999-aaaabbbbcccc',
  provider: 'azure',
  model: null,
  timeRange: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' },
  status: 'running',
  requests: 12_840,
  examined: 4_000,
  changed: 3_120,
  error: null,
  createdBy: 'Ada Lovelace',
  createdAt: '2026-11-21T09:00:00.000Z',
  startedAt: '2026-11-21T09:00:01.000Z',
  finishedAt: null,
};
const timeRange = { from: '2026-11-01T00:00:00Z', to: '2026-11-21T00:00:00Z' };
/** Per operation of the API, what is sent. */
export const requestExamples: Readonly<Record<string, unknown>> = {
  ...keyRequestExamples,
  'organization.update': { headerPolicy: 'lenient' },
  ...rateLimitRequestExamples,
  ...alertRequestExamples,
  ...analyticsRequestExamples,
  ...channelRequestExamples,
  ...webhookRequestExamples,
  ...costRequestExamples,
  ...reportRequestExamples,
  ...sqlRequestExamples,
  ...viewRequestExamples,
  ...deployRequestExamples,
  ...dashboardRequestExamples,
  'cache.report': { timeRange: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' } },
  'cache.trials': { timeRange: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' } },
  'requests.query': query,
  'prices.add': {
    provider: price.provider,
    model: price.model,
    prices: price.prices,
    effectiveFrom: price.effectiveFrom,
    note: price.note,
  },
  'prices.unpriced': { timeRange },
  'repricings.start': { timeRange, provider: 'azure' },
  ...exportRequestExamples,
  ...exploreRequestExamples,
};

/** Per operation of the API, what is answered. */
export const responseExamples: Readonly<Record<string, unknown>> = {
  me: {
    user: { id: '019a9f5d-aaaa-7bbb-8ccc-111122223333', name: 'Ada Lovelace', email: 'ada@example.com' },
    organization: {
      id: '019a9f5d-bbbb-7ccc-8ddd-444455556666',
      name: "Ada Lovelace's organization",
      slug: 'ada-lovelace-3f9c02b7e1',
    },
    role: 'owner',
    apiKeyId: null,
    proxyUrl: 'http://localhost:8787',
    demoProviderUrl: null,
  },
  ...keyResponseExamples,
  'organization.settings': { headerPolicy: null },
  'organization.update': { headerPolicy: 'lenient' },
  ...rateLimitResponseExamples,
  ...alertResponseExamples,
  ...analyticsResponseExamples,
  ...channelResponseExamples,
  ...webhookResponseExamples,
  ...costResponseExamples,
  ...reportResponseExamples,
  ...sqlResponseExamples,
  ...viewResponseExamples,
  ...deployResponseExamples,
  ...dashboardResponseExamples,
  'requests.query': { items: [request], nextCursor: null },
  'requests.get': requestDetail,
  'prices.list': { items: [price] },
  'prices.add': { id: price.id },
  'prices.lookUp': {
    price: {
      priceRow: 'azure/gpt-4o #0f8a2b6c',
      model: 'gpt-4o',
      prices: { input: '2.5', cachedInput: '1.25', output: '10' },
      source: 'genai-prices@0.1.8',
    },
  },
  'prices.unpriced': {
    requests: 31,
    items: [
      {
        provider: 'azure',
        model: 'support-gpt-4o',
        requests: 31,
        totalTokens: 48_210,
        lastSeenAt: '2026-11-20T22:14:09.120Z',
      },
    ],
  },
  'repricings.start': repricing,
  'repricings.list': { items: [repricing] },
  ...ingestionExamples,
  ...cacheExamples,
  ...exportResponseExamples,
  ...exploreResponseExamples(request),
};
