/** What a metric's values count, and with that how they are written. */
export type MetricUnit =
  'requests' | 'usd' | 'ms' | 'tokens' | 'tokens_per_second' | 'users' | 'sessions' | 'share' | 'per_minute';

/** How a metric's requests become one value. */
export type Aggregation =
  | 'count'
  | 'rate'
  | 'per_minute'
  | 'sum'
  | 'avg'
  | 'p50'
  | 'p75'
  | 'p90'
  | 'p95'
  | 'p99'
  | 'max'
  | 'count_distinct';

interface MetricDefinition {
  /** For people. */
  label: string;
  /** One sentence: which requests count, and how. */
  description: string;
  /** Of its values, where the aggregation has none of its own. */
  unit: MetricUnit;
  /** The first is the one to begin with. */
  aggregations: readonly [Aggregation, ...Aggregation[]];
}

const percentiles = ['p50', 'p75', 'p90', 'p95', 'p99'] as const;

/** Every metric of the analytics API: boards, alerts, reports and the documentation read it from here. */
export const analyticsMetrics = {
  requests: {
    label: 'Requests',
    description: 'Logged requests, whatever became of them',
    unit: 'requests',
    aggregations: ['count', 'per_minute'],
  },
  errors: {
    label: 'Errors',
    description: 'Requests that failed; those that the caller broke off are none',
    unit: 'requests',
    aggregations: ['count', 'rate'],
  },
  cost: {
    label: 'Cost',
    description: 'USD, of the requests with a known price',
    unit: 'usd',
    aggregations: ['sum', 'avg', ...percentiles],
  },
  latency: {
    label: 'Latency',
    description: 'From a request’s arrival to the end of its answer',
    unit: 'ms',
    aggregations: ['p50', 'p75', 'p90', 'p95', 'p99', 'avg', 'max'],
  },
  ttft: {
    label: 'Time to first token',
    description: 'From a request’s arrival to the first token of its answer; streams alone have one',
    unit: 'ms',
    aggregations: ['p50', 'p75', 'p90', 'p95', 'p99', 'avg', 'max'],
  },
  input_tokens: {
    label: 'Input tokens',
    description: 'All of the input, what was read from and written to the prompt cache included',
    unit: 'tokens',
    aggregations: ['sum', 'avg'],
  },
  cached_input_tokens: {
    label: 'Cached input tokens',
    description: 'Of the input tokens: read from the provider’s prompt cache',
    unit: 'tokens',
    aggregations: ['sum', 'avg'],
  },
  output_tokens: {
    label: 'Output tokens',
    description: 'All of the output, reasoning included',
    unit: 'tokens',
    aggregations: ['sum', 'avg'],
  },
  reasoning_tokens: {
    label: 'Reasoning tokens',
    description: 'Of the output tokens: spent on reasoning',
    unit: 'tokens',
    aggregations: ['sum', 'avg'],
  },
  total_tokens: {
    label: 'Tokens',
    description: 'Input and output tokens',
    unit: 'tokens',
    aggregations: ['sum', 'avg'],
  },
  tokens_per_second: {
    label: 'Tokens per second',
    description: 'Output tokens per second from the first token to the end; streams alone have it',
    unit: 'tokens_per_second',
    aggregations: ['p50', 'p95', 'avg'],
  },
  users: {
    label: 'Users',
    description: 'Different end users',
    unit: 'users',
    aggregations: ['count_distinct'],
  },
  sessions: {
    label: 'Sessions',
    description: 'Different sessions',
    unit: 'sessions',
    aggregations: ['count_distinct'],
  },
  cache_hits: {
    label: 'Cache hits',
    description: 'Requests answered from the cache of ours',
    unit: 'requests',
    aggregations: ['count', 'rate'],
  },
  saved: {
    label: 'Saved by the cache',
    description: 'USD that cache hits would have cost',
    unit: 'usd',
    aggregations: ['sum'],
  },
  rate_limited: {
    label: 'Rate limited',
    description: 'Requests answered with 429, by a limit of ours or the provider’s',
    unit: 'requests',
    aggregations: ['count', 'rate'],
  },
  unpriced: {
    label: 'Unpriced requests',
    description: 'Requests that used something without a known price',
    unit: 'requests',
    aggregations: ['count'],
  },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof analyticsMetrics;
export const metricNames = Object.keys(analyticsMetrics) as [MetricName, ...MetricName[]];

export const aggregations = [
  'count',
  'rate',
  'per_minute',
  'sum',
  'avg',
  ...percentiles,
  'max',
  'count_distinct',
] as const satisfies readonly Aggregation[];

/** For people: what stands before a metric's label, such as `P95`; '' where the label says it all. */
export const aggregationLabels: Record<Aggregation, string> = {
  count: '',
  rate: 'Rate',
  per_minute: 'Per minute',
  sum: '',
  avg: 'Average',
  p50: 'P50',
  p75: 'P75',
  p90: 'P90',
  p95: 'P95',
  p99: 'P99',
  max: 'Maximum',
  count_distinct: '',
};

/** Whether a metric can be asked for with an aggregation. */
export function isAllowed(metric: MetricName, aggregation: Aggregation): boolean {
  const { aggregations: allowed }: MetricDefinition = analyticsMetrics[metric];
  return allowed.includes(aggregation);
}

/** What the values of a metric with an aggregation count: `share` is 0 to 1 of all requests, `usd` decimal text. */
export function unitOf(metric: MetricName, aggregation: Aggregation): MetricUnit {
  if (aggregation === 'rate') return 'share';
  if (aggregation === 'per_minute') return 'per_minute';
  return analyticsMetrics[metric].unit;
}
