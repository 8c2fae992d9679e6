import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import type { BillingFacts, OtherModelUsage } from '@heliograph/contracts/billing-facts';
import { addUsage } from '../decode/add-usage.ts';
import type { ReadUsage } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, stringOf, type JsonObject } from '../decode/json.ts';
import { serviceTierOf } from '../decode/service-tier.ts';
import type { UsageCheck } from '../decode/usage-check.ts';

/** More than any answer has; keeps the sums within what can be stored. */
const MAX_ITERATIONS = 1000;

/**
 * Messages: cache reads and writes come on top of `input_tokens`, thinking is part of `output_tokens`.
 * https://docs.anthropic.com/en/api/messages
 */
export const readAnthropicUsage: ReadUsage = (usage, check) => {
  const iterations = iterationsOf(usage);
  const has = (type: string): boolean => iterations.some((iteration) => iteration.type === type);
  // The totals leave compaction out, unless another model took over.
  if (!has('compaction') || has('fallback_message')) return readTotals(usage, check);
  const billed = iterations.filter(({ type }) => type === 'compaction' || type === 'message');
  return withThinking(
    billed.map((iteration) => readTotals(iteration, check)).reduce(addUsage, noUsage),
    readTotals(usage, check),
  );
};

function iterationsOf({ iterations }: JsonObject): JsonObject[] {
  return arrayOf(iterations).slice(0, MAX_ITERATIONS).filter(isObject);
}

/** Class of service, place, and what an advisor used at its own model's price. */
export function readAnthropicFacts(usage: JsonObject, check: UsageCheck): Partial<BillingFacts> {
  const { speed, service_tier, inference_geo: geo } = usage;
  const facts: Partial<BillingFacts> = {
    serviceTier: serviceTierOf(speed === 'fast' ? speed : service_tier),
    otherModels: advisors(usage, check),
  };
  if (typeof geo === 'string' && /^[a-z]{2,10}$/.test(geo) && geo !== 'global') facts.region = geo;
  return facts;
}

function advisors(usage: JsonObject, check: UsageCheck): OtherModelUsage[] {
  const others = new Map<string, TokenUsage>();
  for (const iteration of iterationsOf(usage)) {
    if (iteration.type !== 'advisor_message') continue;
    const model = stringOf(iteration.model).slice(0, 256);
    if (model === '') check.flag('usage_other_model_unknown');
    else
      others.set(
        model,
        addUsage(others.get(model) ?? noUsage, { ...readTotals(iteration, check), requests: 1 }),
      );
  }
  return [...others].map(([model, used]) => ({ model, usage: used }));
}

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

/** Iterations may not break thinking out; the totals then say how much of the output it was. */
function withThinking(sum: TokenUsage, totals: TokenUsage): TokenUsage {
  if (sum.reasoningTokens > 0) return sum;
  const reasoningTokens = Math.min(totals.reasoningTokens, sum.outputTokens);
  return { ...sum, reasoningTokens, outputTokens: sum.outputTokens - reasoningTokens };
}
