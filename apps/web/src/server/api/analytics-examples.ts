import type { AnalyticsResult, QueryAnalyticsInput } from '@heliograph/contracts/analytics';

const question: QueryAnalyticsInput = {
  timeRange: { from: '2026-11-01T00:00:00+01:00', to: '2026-11-03T00:00:00+01:00' },
  timezone: 'Europe/Berlin',
  interval: 'day',
  filter: 'status:<500',
  metrics: [
    { metric: 'cost', aggregation: 'sum' },
    { metric: 'latency', aggregation: 'p95' },
    { metric: 'errors', aggregation: 'rate' },
  ],
  groupBy: ['model'],
  limit: 1,
};

const answer: AnalyticsResult = {
  source: 'model',
  rawHours: 0,
  interval: 'day',
  timezone: 'Europe/Berlin',
  rows: [
    {
      time: '2026-10-31T23:00:00.000Z',
      group: { model: 'gpt-4o-mini-2024-07-18' },
      values: ['12.4061', 1_840.2, 0.0125],
    },
    { time: '2026-10-31T23:00:00.000Z', group: { model: '(other)' }, values: ['3.0117', 2_210.9, 0] },
    {
      time: '2026-11-01T23:00:00.000Z',
      group: { model: 'gpt-4o-mini-2024-07-18' },
      values: ['11.982', 1_795.4, 0.0098],
    },
    { time: '2026-11-01T23:00:00.000Z', group: { model: '(other)' }, values: ['0', null, null] },
  ],
  truncated: true,
  folded: false,
};

export const analyticsRequestExamples: Readonly<Record<string, unknown>> = { 'analytics.query': question };
export const analyticsResponseExamples: Readonly<Record<string, unknown>> = { 'analytics.query': answer };
