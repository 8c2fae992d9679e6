import type { MetricSelection } from '@heliograph/contracts/analytics';
import type { Aggregation, MetricName } from '@heliograph/contracts/analytics-metrics';
import { divideDecimal, toDecimal } from './decimal.ts';
import { type MeasureName, measures, quantiles } from './measures.ts';

/** What one row says of its requests: numbers, decimals as text, and percentiles in the order of `quantiles`. */
export interface MeasuredRow {
  number(measure: MeasureName): number | null;
  decimal(measure: MeasureName): string;
  quantile(measure: MeasureName, at: number): number | null;
}

/** How a metric with an aggregation comes out of measures. */
export interface MetricValue {
  needs: readonly MeasureName[];
  /** What groups are ordered by, over columns named after the measures (`whole_…`). */
  order: string;
  /** `minutes`: how long the row's stretch of time is. */
  value(row: MeasuredRow, minutes: number): number | string | null;
}

/** The column that holds a measure of a finished row. */
export const wholeColumn = (measure: MeasureName): string => `whole_${measure}`;

/** Three digits behind the point: microseconds where it is ms. */
const rounded = (value: number) => Math.round(value * 1_000) / 1_000;
const ratio = (a: number | null, b: number | null, digits: (value: number) => number) =>
  a === null || b === null || b === 0 ? null : digits(a / b);
const exact = (value: number) => value;

const total = (measure: MeasureName): MetricValue => ({
  needs: [measure],
  order: wholeColumn(measure),
  value: (row) => row.number(measure) ?? 0,
});
const ratioOf = (measure: MeasureName, of: MeasureName, digits = rounded): MetricValue => ({
  needs: [measure, of],
  order: `toFloat64(${wholeColumn(measure)}) / ${wholeColumn(of)}`,
  value: (row) => ratio(row.number(measure), row.number(of), digits),
});
const usd = (measure: MeasureName): MetricValue => ({
  needs: [measure],
  order: wholeColumn(measure),
  value: (row) => row.decimal(measure),
});
const most = (measure: MeasureName): MetricValue => ({
  needs: [measure],
  order: wholeColumn(measure),
  value: (row) => {
    const value = row.number(measure);
    return value === null ? null : rounded(value);
  },
});
const percentile = (
  measure: MeasureName,
  share: number,
  shown: (value: number) => number | string = rounded,
): MetricValue => {
  const at = quantiles.indexOf(share);
  return {
    needs: [measure],
    order: `${wholeColumn(measure)}[${at + 1}]`,
    value: (row) => {
      const value = row.quantile(measure, at);
      return value === null ? null : shown(value);
    },
  };
};
const percentiles = (measure: MeasureName, shown?: (value: number) => number | string) => ({
  p50: percentile(measure, 0.5, shown),
  p75: percentile(measure, 0.75, shown),
  p90: percentile(measure, 0.9, shown),
  p95: percentile(measure, 0.95, shown),
  p99: percentile(measure, 0.99, shown),
});

const counted = (measure: MeasureName) => ({
  count: total(measure),
  rate: ratioOf(measure, 'requests', exact),
});
const tokens = (measure: MeasureName) => ({ sum: total(measure), avg: ratioOf(measure, 'requests') });

const allTokens = (row: MeasuredRow) => (row.number('input') ?? 0) + (row.number('output') ?? 0);
const totalTokens: Pick<MetricValue, 'needs' | 'order'> = {
  needs: ['input', 'output', 'requests'],
  order: '(whole_input + whole_output)',
};

const values: Record<MetricName, Partial<Record<Aggregation, MetricValue>>> = {
  requests: {
    count: total('requests'),
    per_minute: {
      ...total('requests'),
      value: (row, minutes) => ratio(row.number('requests') ?? 0, minutes, rounded),
    },
  },
  errors: counted('errors'),
  cost: {
    sum: usd('cost'),
    avg: {
      needs: ['cost', 'priced'],
      order: 'toFloat64(whole_cost) / whole_priced',
      value: (row) => {
        const priced = row.number('priced') ?? 0;
        return priced === 0 ? null : divideDecimal(row.decimal('cost'), priced);
      },
    },
    ...percentiles('cost_digest', toDecimal),
  },
  latency: {
    avg: ratioOf('latency_sum', 'requests'),
    max: most('latency_max'),
    ...percentiles('latency_digest'),
  },
  ttft: { avg: ratioOf('ttft_sum', 'ttft_count'), max: most('ttft_max'), ...percentiles('ttft_digest') },
  input_tokens: tokens('input'),
  cached_input_tokens: tokens('cached_input'),
  output_tokens: tokens('output'),
  reasoning_tokens: tokens('reasoning'),
  total_tokens: {
    sum: { ...totalTokens, value: allTokens },
    avg: {
      needs: totalTokens.needs,
      order: `${totalTokens.order} / whole_requests`,
      value: (row) => ratio(allTokens(row), row.number('requests'), rounded),
    },
  },
  tokens_per_second: {
    avg: ratioOf('speed_sum', 'speed_count'),
    p50: percentile('speed_digest', 0.5),
    p95: percentile('speed_digest', 0.95),
  },
  users: { count_distinct: total('users') },
  sessions: { count_distinct: total('sessions') },
  cache_hits: counted('cache_hits'),
  saved: { sum: usd('saved') },
  rate_limited: counted('rate_limited'),
  unpriced: { count: total('unpriced') },
};

/** How a metric of the registry is computed. Throws where it has no such aggregation, which the schema refuses before. */
export function metricValue({ metric, aggregation }: MetricSelection): MetricValue {
  const value = values[metric][aggregation];
  if (value === undefined) throw new Error(`${metric} has no aggregation ${aggregation}`);
  return value;
}

/** The measures that metrics need, each once, in a steady order. */
export function measuresOf(selections: readonly MetricSelection[]): MeasureName[] {
  const needed = new Set(selections.flatMap((selection) => metricValue(selection).needs));
  return (Object.keys(measures) as MeasureName[]).filter((name) => needed.has(name));
}
