import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import type { ReadUsage } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, type JsonObject } from '../decode/json.ts';
import type { UsageCheck } from '../decode/usage-check.ts';

/** More than any answer has; keeps the sums within what can be stored. */
const MAX_ITERATIONS = 1000;

/**
 * Messages: cache reads and writes come on top of `input_tokens`, thinking is part of `output_tokens`.
 * https://docs.anthropic.com/en/api/messages
 */
export const readAnthropicUsage: ReadUsage = (usage, check) => {
  const iterations = arrayOf(usage.iterations).slice(0, MAX_ITERATIONS).filter(isObject);
  const has = (type: string): boolean => iterations.some((iteration) => iteration.type === type);
  // Billed at another model's price, so it fits into none of this request's buckets.
  if (has('advisor_message')) check.flag('usage_advisor_not_counted');
  // The totals leave compaction out, unless another model took over.
  if (!has('compaction') || has('fallback_message')) return readTotals(usage, check);
  const billed = iterations.filter(({ type }) => type === 'compaction' || type === 'message');
  return withThinking(
    sumUsages(billed.map((iteration) => readTotals(iteration, check))),
    readTotals(usage, check),
  );
};

function readTotals(usage: JsonObject, check: UsageCheck): TokenUsage {
  const split = objectOf(usage.cache_creation);
  const written = check.count(usage, 'cache_creation_input_tokens');
  const written5m = check.count(split, 'ephemeral_5m_input_tokens');
  const written1h = check.count(split, 'ephemeral_1h_input_tokens');
  const thinking = check.count(objectOf(usage.output_tokens_details), 'thinking_tokens');
  // The split repeats the total. What it doesn't name was written with the default lifetime.
  const unnamed = written === 0 ? 0 : check.remainder(written, written5m, written1h);
  return {
    ...noUsage,
    inputTokens: check.count(usage, 'input_tokens'),
    cachedInputTokens: check.count(usage, 'cache_read_input_tokens'),
    cacheWrite5mTokens: written5m + unnamed,
    cacheWrite1hTokens: written1h,
    outputTokens: check.remainder(check.count(usage, 'output_tokens'), thinking),
    reasoningTokens: thinking,
  };
}

function sumUsages(usages: TokenUsage[]): TokenUsage {
  return usages.reduce(
    (sum, usage) => ({
      ...sum,
      inputTokens: sum.inputTokens + usage.inputTokens,
      cachedInputTokens: sum.cachedInputTokens + usage.cachedInputTokens,
      cacheWrite5mTokens: sum.cacheWrite5mTokens + usage.cacheWrite5mTokens,
      cacheWrite1hTokens: sum.cacheWrite1hTokens + usage.cacheWrite1hTokens,
      outputTokens: sum.outputTokens + usage.outputTokens,
      reasoningTokens: sum.reasoningTokens + usage.reasoningTokens,
    }),
    noUsage,
  );
}

/** Iterations may not break thinking out; the totals then say how much of the output it was. */
function withThinking(sum: TokenUsage, totals: TokenUsage): TokenUsage {
  if (sum.reasoningTokens > 0) return sum;
  const reasoningTokens = Math.min(totals.reasoningTokens, sum.outputTokens);
  return { ...sum, reasoningTokens, outputTokens: sum.outputTokens - reasoningTokens };
}
