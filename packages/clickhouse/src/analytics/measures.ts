import { inputTokens, outputTokens } from '../request-columns.ts';
import { tokensPerSecond } from '../request-order.ts';

/** What is read of a group of requests; metrics are made of these. */
export type MeasureName = keyof typeof measures;

interface Measure {
  /** Over rows of `requests`: a part of the whole, as rollups keep it in a column of the measure's name. */
  part: string;
  /** Over parts in a column: a larger part. */
  again: (column: string) => string;
  /** Makes one of the parts in a column. */
  whole: (column: string) => string;
  /** Whether what all have less what some have is what the others have. */
  subtracts?: boolean;
}

/** Exact: a number, or a decimal, that is added up. */
const sum = (part: string): Measure => ({
  part,
  again: (parts) => `sum(${parts})`,
  whole: (parts) => `sum(${parts})`,
  subtracts: true,
});
const largest = (part: string): Measure => ({
  part,
  again: (parts) => `max(${parts})`,
  whole: (parts) => `max(${parts})`,
});
/** Percentiles that a digest is asked for, in this order. */
export const quantiles = [0.5, 0.75, 0.9, 0.95, 0.99];
/** A t-digest over values, those that are NULL left out. */
const digest = (value: string): Measure => ({
  part: `quantilesTDigestStateIf(0.5)(toFloat64(assumeNotNull(${value})), isNotNull(${value}))`,
  again: (parts) => `quantilesTDigestMergeState(0.5)(${parts})`,
  whole: (parts) => `quantilesTDigestMerge(${quantiles.join(', ')})(${parts})`,
});
/** By hashes, which are put together twice as fast as texts: see migrations/0063_rollup_distinct_hashes.sql. */
const distinct = (column: string): Measure => ({
  part: `uniqExactStateIf(sipHash64(${column}), ${column} != '')`,
  again: (parts) => `uniqExactMergeState(${parts})`,
  whole: (parts) => `uniqExactMerge(${parts})`,
});

export const measures = {
  requests: sum('count()'),
  errors: sum("countIf(outcome = 'failed')"),
  cost: sum('ifNull(sum(cost_total), 0)'),
  priced: sum('count(cost_total)'),
  unpriced: sum("countIf(isNull(cost_total) AND usage_source != 'none')"),
  saved: sum('ifNull(sum(saved), 0)'),
  cache_hits: sum('countIf(cache_hit)'),
  rate_limited: sum("countIf(rate_limit_source != '')"),
  input: sum(`sum(${inputTokens})`),
  cached_input: sum('sum(cached_input_tokens + audio_cached_input_tokens + image_cached_input_tokens)'),
  output: sum(`sum(${outputTokens})`),
  reasoning: sum('sum(reasoning_tokens)'),
  latency_sum: sum('sum(latency_ms)'),
  latency_max: largest('maxOrNull(latency_ms)'),
  ttft_sum: sum('ifNull(sum(time_to_first_token_ms), 0)'),
  ttft_count: sum('count(time_to_first_token_ms)'),
  ttft_max: largest('maxOrNull(time_to_first_token_ms)'),
  speed_sum: sum(`ifNull(sum(${tokensPerSecond}), 0)`),
  speed_count: sum(`count(${tokensPerSecond})`),
  latency_digest: digest('latency_ms'),
  ttft_digest: digest('time_to_first_token_ms'),
  speed_digest: digest(tokensPerSecond),
  cost_digest: digest('cost_total'),
  users: distinct('user_id'),
  sessions: distinct('session_id'),
} as const satisfies Record<string, Measure>;

/** Whether what all groups measure less what some do is what the others do. */
export function isSubtractable(name: MeasureName): boolean {
  const measure: Measure = measures[name];
  return measure.subtracts === true;
}
