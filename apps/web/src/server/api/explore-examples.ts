import type { Facet } from '@heliograph/contracts/facets';
import type { Property, QueryPropertyValuesOutput } from '@heliograph/contracts/properties';
import type { Request } from '@heliograph/contracts/request';
import type { SessionTimeline } from '@heliograph/contracts/session-timeline';
import type { Session, SessionDetail } from '@heliograph/contracts/sessions';
import type { TimePoint, Totals } from '@heliograph/contracts/totals';
import type { EndUser, EndUserDetail } from '@heliograph/contracts/users';

const timeRange = { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' };

const totals: Totals = {
  requests: 4,
  errors: 1,
  costUsd: '0.00018',
  unpricedRequests: 0,
  inputTokens: 480,
  outputTokens: 180,
  totalTokens: 660,
};

const session: Session = {
  id: 'session-7',
  name: 'Checkout',
  userId: 'customer-42',
  startedAt: '2026-11-21T10:14:51.020Z',
  lastRequestAt: '2026-11-21T10:15:00.123Z',
  durationMs: 9_915,
  averageLatencyMs: 790.5,
  ...totals,
};

const user: EndUser = {
  id: 'customer-42',
  firstSeenAt: '2026-11-21T10:14:51.020Z',
  lastSeenAt: '2026-11-21T10:15:00.123Z',
  sessions: 1,
  ...totals,
};

const point: TimePoint = {
  time: '2026-11-21T10:15:00.000Z',
  requests: 4,
  errors: 1,
  costUsd: '0.00018',
  totalTokens: 660,
};
const latency = { averageMs: 790.5, p50Ms: 801, p95Ms: 812 };

const facets: Facet[] = [
  { field: 'model', values: [{ value: 'gpt-4o-mini-2024-07-18', requests: 4 }], cut: false },
  {
    field: 'status',
    values: [
      { value: 200, requests: 3 },
      { value: 429, requests: 1 },
    ],
    cut: false,
  },
];

const property: Property = { name: 'feature', requests: 4, values: 1 };
const propertyValues: QueryPropertyValuesOutput = {
  items: [{ value: 'checkout', ...totals, latency, overTime: [point] }],
  cut: false,
  others: [],
  intervalSeconds: 60,
};

const sessionDetail = (request: Request): SessionDetail => ({
  session,
  paths: [{ path: '/checkout/summary', startedAt: session.startedAt, durationMs: 9_915, ...totals }],
  items: [request],
  nextCursor: null,
});

const sessionTimeline: SessionTimeline = {
  items: [
    {
      id: '019a9f60-11b2-7c0e-8f43-6a1d2b3c4d5e',
      createdAt: session.startedAt,
      latencyMs: 812.4,
      timeToFirstTokenMs: 240.1,
      path: '/checkout/summary',
      name: 'summary',
      provider: 'openai',
      model: 'gpt-4o-mini-2024-07-18',
      status: 200,
      outcome: 'success',
      errorCode: null,
      cacheHit: false,
      costUsd: '0.000045',
      usageSource: 'reported',
      inputTokens: 120,
      outputTokens: 45,
    },
  ],
  cut: false,
};

const userDetail: EndUserDetail = {
  user,
  ever: { firstSeenAt: user.firstSeenAt, lastSeenAt: user.lastSeenAt, requests: 4 },
  latency,
  models: [{ provider: 'openai', model: 'gpt-4o-mini-2024-07-18', ...totals }],
  sessions: [session],
  intervalSeconds: 60,
  overTime: [point],
};

const ids = ['019a9f60-11b2-7c0e-8f43-6a1d2b3c4d5e'];

/** Per operation on what requests make together, and on what is said of them later, what is sent. */
export const exploreRequestExamples: Readonly<Record<string, unknown>> = {
  'requests.count': { timeRange, filter: 'status:>=400' },
  'requests.facets': { timeRange, filter: 'property.feature:checkout', fields: ['model', 'status'] },
  'requests.giveFeedback': { rating: 'positive', comment: 'Found the order at once' },
  'requests.setScores': { scores: { relevance: 0.92, grounded: true } },
  'requests.setProperties': { properties: { feature: 'checkout', experiment: null } },
  'requests.changeMany': { target: { ids }, properties: { reviewed: 'yes' } },
  'requests.removeMany': { target: { timeRange, filter: 'user:customer-42' } },
  'sessions.query': { timeRange, filter: 'status:>=400', orderBy: 'costUsd' },
  'users.query': { timeRange, orderBy: 'costUsd' },
  'properties.query': { timeRange },
  'properties.values': { name: 'feature', timeRange },
};

/** What is answered; `request` is the example of one. */
export function exploreResponseExamples(request: Request): Readonly<Record<string, unknown>> {
  return {
    'requests.count': { requests: 4 },
    'requests.facets': { facets },
    'requests.changeMany': { requests: 1 },
    'requests.removeMany': { requests: 4 },
    'sessions.query': { items: [session], nextCursor: null },
    'sessions.get': sessionDetail(request),
    'sessions.timeline': sessionTimeline,
    'users.query': { items: [user], nextCursor: null },
    'users.get': userDetail,
    'properties.query': { items: [property], cut: false },
    'properties.values': propertyValues,
  };
}
