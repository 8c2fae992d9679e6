import type { AlertAggregation, AlertMetric, AlertMetricName } from '@heliograph/contracts/alert-metrics';
import { inputTokens, outputTokens } from '../request-columns.ts';

/** An aggregate function over rows of `requests`: `quantileTDigest(0.95)` of `latency_ms` where `when` holds. */
interface Aggregate {
  name: string;
  parameter?: string;
  argument?: string;
  when?: string;
}

/** A metric as aggregates, and an expression over their results. */
export interface MetricSql {
  aggregates: readonly Aggregate[];
  /** `minutes`: how long the window is. */
  combine: (results: readonly string[], minutes: number) => string;
}

const count = (when?: string): Aggregate => ({ name: 'count', ...(when !== undefined && { when }) });
const only = ([result = 'NULL']: readonly string[]) => `toFloat64(${result})`;
const share = ([part = 'NULL', whole = 'NULL']: readonly string[]) => `${part} / nullIf(${whole}, 0)`;

/** How the columns of requests read, and which requests count. */
const columns: Readonly<Partial<Record<AlertMetricName, { argument: string; when?: string }>>> = {
  cost: { argument: 'cost_total', when: 'isNotNull(cost_total)' },
  latency: { argument: 'latency_ms' },
  ttft: { argument: 'time_to_first_token_ms', when: 'isNotNull(time_to_first_token_ms)' },
  total_tokens: { argument: `(${inputTokens} + ${outputTokens})` },
  input_tokens: { argument: inputTokens },
  output_tokens: { argument: outputTokens },
  tokens_per_second: {
    argument: `(${outputTokens} * 1000 / latency_ms)`,
    when: `latency_ms > 0 AND ${outputTokens} > 0 AND NOT cache_hit`,
  },
  users: { argument: 'user_id', when: "user_id != ''" },
  sessions: { argument: 'session_id', when: "session_id != ''" },
  saved: { argument: 'saved', when: 'isNotNull(saved)' },
};

/** Which requests are counted of a metric that counts. */
const counted: Readonly<Partial<Record<AlertMetricName, string>>> = {
  errors: "outcome = 'failed'",
  cache_hits: 'cache_hit',
  rate_limited: "rate_limit_source != ''",
  unpriced: "isNull(cost_total) AND usage_source != 'none'",
};

const quantiles: Readonly<Partial<Record<AlertAggregation, string>>> = {
  p50: '0.5',
  p75: '0.75',
  p90: '0.9',
  p95: '0.95',
  p99: '0.99',
};

/** A metric of alert rules over the rows of a window. */
export function metricSql({ metric, aggregation }: AlertMetric): MetricSql {
  const column = columns[metric];
  if (aggregation === 'count_distinct') return { aggregates: [{ name: 'uniq', ...column }], combine: only };
  if (column !== undefined) {
    const parameter = quantiles[aggregation];
    if (parameter !== undefined)
      return { aggregates: [{ name: 'quantileTDigest', parameter, ...column }], combine: only };
    // Decimals are added up as such; an average of them is a float anyway.
    return { aggregates: [{ name: aggregation, ...column }], combine: aggregation === 'sum' ? sum : only };
  }
  if (aggregation === 'rate') return { aggregates: [count(counted[metric]), count()], combine: share };
  if (aggregation === 'per_minute')
    return { aggregates: [count()], combine: (results, minutes) => `${only(results)} / ${minutes}` };
  return { aggregates: [count(counted[metric])], combine: only };
}

const sum = ([result = 'NULL']: readonly string[]) => `toFloat64(ifNull(${result}, 0))`;

/** The aggregate over a group of rows, those alone for which `also` holds. */
export function aggregateSql(
  { name, parameter, argument, when }: Aggregate,
  suffix: '' | 'State' = '',
): string {
  const combinator = when === undefined ? '' : 'If';
  const values = [...(argument === undefined ? [] : [argument]), ...(when === undefined ? [] : [when])];
  return `${name}${combinator}${suffix}${parameter === undefined ? '' : `(${parameter})`}(${values.join(', ')})`;
}

/** The result of states that {@link aggregateSql} made. */
export function mergeSql({ name, parameter, when }: Aggregate, state: string): string {
  return `${name}${when === undefined ? '' : 'If'}Merge${parameter === undefined ? '' : `(${parameter})`}(${state})`;
}
