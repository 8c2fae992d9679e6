import { z } from 'zod';
import type { Totals } from '@heliograph/contracts/totals';
import { inputTokens, outputTokens } from './request-columns.ts';

const count = z.coerce.number().int();

/** What a group of requests adds up to, as a row. */
export const totalsShape = {
  requests: count,
  errors: count,
  cost: z.string(),
  unpriced: count,
  input_tokens_sum: count,
  output_tokens_sum: count,
};

/** The columns of {@link totalsShape} over a group of `requests`. */
export const totalsColumns = `count() AS requests, countIf(outcome = 'failed') AS errors,
  toString(ifNull(sum(cost_total), 0)) AS cost,
  countIf(isNull(cost_total) AND usage_source != 'none') AS unpriced,
  sum${inputTokens} AS input_tokens_sum, sum${outputTokens} AS output_tokens_sum`;

/** A row's totals as the API shows them. */
export function readTotals(row: z.infer<z.ZodObject<typeof totalsShape>>): Totals {
  return {
    requests: row.requests,
    errors: row.errors,
    costUsd: row.cost,
    unpricedRequests: row.unpriced,
    inputTokens: row.input_tokens_sum,
    outputTokens: row.output_tokens_sum,
    totalTokens: row.input_tokens_sum + row.output_tokens_sum,
  };
}
