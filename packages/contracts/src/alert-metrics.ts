import { z } from 'zod';

/** How a value of a metric is written: a share of 1 is shown in per cent. */
export type AlertUnit = 'count' | 'share' | 'usd' | 'ms' | 'tokens' | 'tokens_per_second' | 'per_minute';

interface AlertMetricFacts {
  label: string;
  /** What can be made of the requests of a window, the most usual first. */
  aggregations: readonly [AlertAggregation, ...AlertAggregation[]];
  unit: AlertUnit;
}

const aggregations = [
  'sum',
  'count',
  'rate',
  'per_minute',
  'avg',
  'p50',
  'p75',
  'p90',
  'p95',
  'p99',
  'max',
  'count_distinct',
] as const;
export const alertAggregationSchema = z.enum(aggregations);
export type AlertAggregation = (typeof aggregations)[number];

const spread = ['p95', 'p50', 'p75', 'p90', 'p99', 'avg', 'max'] as const;

/** What an alert rule can watch. */
export const alertMetrics = {
  cost: { label: 'Cost', aggregations: ['sum', 'avg', 'max'], unit: 'usd' },
  requests: { label: 'Requests', aggregations: ['count', 'per_minute'], unit: 'count' },
  errors: { label: 'Errors', aggregations: ['rate', 'count'], unit: 'count' },
  latency: { label: 'Latency', aggregations: spread, unit: 'ms' },
  ttft: { label: 'Time to first token', aggregations: spread, unit: 'ms' },
  total_tokens: { label: 'Tokens', aggregations: ['sum', 'avg'], unit: 'tokens' },
  input_tokens: { label: 'Input tokens', aggregations: ['sum', 'avg'], unit: 'tokens' },
  output_tokens: { label: 'Output tokens', aggregations: ['sum', 'avg'], unit: 'tokens' },
  tokens_per_second: {
    label: 'Output speed',
    aggregations: ['avg', 'p50', 'p95'],
    unit: 'tokens_per_second',
  },
  cache_hits: { label: 'Cache hits', aggregations: ['rate', 'count'], unit: 'count' },
  rate_limited: { label: 'Rate-limited requests', aggregations: ['count', 'rate'], unit: 'count' },
  users: { label: 'Users', aggregations: ['count_distinct'], unit: 'count' },
  sessions: { label: 'Sessions', aggregations: ['count_distinct'], unit: 'count' },
  unpriced: { label: 'Requests without a price', aggregations: ['count'], unit: 'count' },
  saved: { label: 'Saved by the cache', aggregations: ['sum'], unit: 'usd' },
} as const satisfies Record<string, AlertMetricFacts>;

export type AlertMetricName = keyof typeof alertMetrics;
export const alertMetricNames = Object.keys(alertMetrics) as [AlertMetricName, ...AlertMetricName[]];

export const alertMetricSchema = z
  .strictObject({ metric: z.enum(alertMetricNames), aggregation: alertAggregationSchema })
  .refine(({ metric, aggregation }) => aggregationsOf(metric).includes(aggregation), {
    error: ({ input }) => `There is no such aggregation of ${(input as { metric: string }).metric}`,
    path: ['aggregation'],
  });
export type AlertMetric = z.infer<typeof alertMetricSchema>;

export function aggregationsOf(metric: AlertMetricName): readonly AlertAggregation[] {
  return alertMetrics[metric].aggregations;
}

/** What a value of the metric counts; shares lie between 0 and 1. */
export function unitOf({ metric, aggregation }: AlertMetric): AlertUnit {
  if (aggregation === 'rate') return 'share';
  return aggregation === 'per_minute' ? 'per_minute' : alertMetrics[metric].unit;
}

/** Whether the values of stretches of time add up to the value of the whole. */
export function isAdditive({ aggregation }: AlertMetric): boolean {
  return aggregation === 'sum' || aggregation === 'count';
}

const percentiles: Readonly<Record<string, string>> = {
  avg: 'Average',
  max: 'Highest',
  p50: 'P50',
  p75: 'P75',
  p90: 'P90',
  p95: 'P95',
  p99: 'P99',
};

/** For people: `P95 latency`, `Error rate`, `Requests per minute`. */
export function metricLabel({ metric, aggregation }: AlertMetric): string {
  const { label } = alertMetrics[metric];
  if (aggregation === 'rate') {
    return { errors: 'Error rate', cache_hits: 'Cache hit rate', rate_limited: 'Rate-limited share' }[
      metric as 'errors' | 'cache_hits' | 'rate_limited'
    ];
  }
  if (aggregation === 'per_minute') return `${label} per minute`;
  const prefix = percentiles[aggregation];
  if (prefix === undefined) return label;
  const lower = `${label[0]?.toLowerCase()}${label.slice(1)}`;
  return `${prefix} ${lower}${aggregation === 'avg' && metric !== 'latency' && metric !== 'ttft' ? ' of a request' : ''}`;
}
