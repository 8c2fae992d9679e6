import { ours } from '../explorer/fill.mjs';

const DAY_MS = 86_400_000;
const of = (metric, ...aggregations) => aggregations.map((aggregation) => ({ metric, aggregation }));
const daily = (metrics, more = {}) => ({ metrics, interval: 'day', ...more });
const percentiles = ['p50', 'p75', 'p90', 'p95', 'p99'];
const top = (field) => ({
  metrics: [...of('cost', 'sum'), ...of('requests', 'count'), ...of('errors', 'count')],
  groupBy: [field],
  limit: 10,
});

const figures = [
  of('requests', 'count'),
  of('cost', 'sum'),
  of('errors', 'rate'),
  of('latency', 'p95'),
  of('users', 'count_distinct'),
  of('cache_hits', 'rate'),
].map((metrics) => ({ metrics }));

const lines = [
  of('cost', 'sum'),
  of('requests', 'count'),
  of('latency', ...percentiles),
  of('ttft', ...percentiles),
  of('errors', 'rate'),
  [
    ...of('input_tokens', 'sum'),
    ...of('cached_input_tokens', 'sum'),
    ...of('output_tokens', 'sum'),
    ...of('reasoning_tokens', 'sum'),
  ],
  of('tokens_per_second', 'p50', 'p95'),
  of('users', 'count_distinct'),
  of('cache_hits', 'rate'),
  of('saved', 'sum'),
  of('rate_limited', 'count'),
].map((metrics) => daily(metrics));

const groups = [
  daily(of('requests', 'count'), { groupBy: ['status_class'] }),
  daily(of('errors', 'count'), { groupBy: ['error'] }),
  daily(of('requests', 'count'), { groupBy: ['latency_bucket'] }),
  { metrics: of('requests', 'count'), groupBy: ['latency_bucket'] },
  ...['model', 'user', 'feature', 'session', 'key'].map(top),
];

/** The questions of an overview's tiles: of `days` up to `until` (ms), and of the time before where tiles compare with it. */
export function overviewOf({ until, days, timezone }) {
  const within = (back) => ({
    from: new Date(until - (back + 1) * days * DAY_MS).toISOString(),
    to: new Date(until + 1 - back * days * DAY_MS).toISOString(),
  });
  const at = (back) => (question) => ({ timezone, timeRange: within(back), ...question });
  return [...[...figures, ...lines, ...groups].map(at(0)), ...[...figures, ...lines].map(at(1))];
}

/** Cost by user, the top 100 of 90 days. */
export function costByUser({ until }) {
  return {
    timeRange: {
      from: new Date(until - 90 * DAY_MS).toISOString(),
      to: new Date(until + 1).toISOString(),
    },
    metrics: of('cost', 'sum'),
    groupBy: ['user'],
    limit: 100,
  };
}

export const organizationId = ours;
