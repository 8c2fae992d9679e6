import type { ServiceTier } from '@heliograph/contracts/billing-facts';
import type { TokenUsage } from '@heliograph/contracts/token-usage';
import { chooseRow, promptTokensOf } from './choose-row.ts';
import { mulDiv } from './picodollars.ts';
import type { PriceRow } from './price-row.ts';
import type { PricedModel, PriceTable } from './price-table.ts';
import { type Bucket, buckets, TOKEN_BUCKETS } from './rates.ts';
import { type Surcharge, surchargeOf } from './surcharges.ts';

/** What of a request the price depends on. */
export interface PricedCall {
  provider: string;
  model: string;
  usage: TokenUsage;
  /** Of each request, where `usage` is that of many together; left out: those of `usage`. */
  promptTokens?: number;
  /** When the request began, milliseconds since the epoch: the price in force then holds. */
  at: number;
  serviceTier?: ServiceTier;
  variant?: string;
  region?: string;
}

/** Picodollars by bucket; buckets with nothing in them are not there, null is one without a price. */
export type CostParts = Partial<Record<Bucket, bigint | null>>;

export interface UsageCost {
  row: PriceRow;
  parts: CostParts;
  /**
   * Σ parts, picodollars. Null where tokens have no price, or nothing has; a fee that isn't known (of a search, say)
   * leaves the rest standing and a flag.
   */
  total: bigint | null;
  /** `unpriced:<bucket>`, `tier_priced_as_standard`, `regional_price`, `batch_discount`. */
  flags: string[];
}

const none: readonly string[] = [];

/**
 * What usage costs by a price table, exactly, in picodollars; null where the table has no price for the model at that time.
 * Pure: the same call and table always give the same. Token counts are whole numbers ≥ 0.
 */
export function priceUsage(call: PricedCall, table: PriceTable): UsageCost | null {
  const model = table.find(call.provider, call.model);
  return model === null ? null : priceByModel(call, model);
}

/** The same, for a model that has been found. */
export function priceByModel(call: PricedCall, model: PricedModel): UsageCost | null {
  const { usage, at } = call;
  const serviceTier = call.serviceTier ?? 'standard';
  const variant = call.variant ?? '';
  const promptTokens = model.only === null ? (call.promptTokens ?? promptTokensOf(usage)) : 0;
  const row = chooseRow(model, { serviceTier, variant, promptTokens, at });
  if (row === null) return null;
  const region = call.region ?? '';
  if (serviceTier === 'standard' && region === '') return priceByRow(usage, row, null, none);
  const rowTier = row.serviceTier;
  const surcharge = surchargeOf({
    provider: call.provider,
    model: model.model,
    region,
    serviceTier,
    rowTier,
  });
  const flags: string[] = [];
  if (surcharge !== null) flags.push(surcharge.name);
  if (rowTier !== serviceTier && surcharge?.name !== 'batch_discount') flags.push('tier_priced_as_standard');
  return priceByRow(usage, row, surcharge, flags);
}

/** Usage by one row's rates: Σ bucket × rate. */
export function priceByRow(
  usage: TokenUsage,
  row: PriceRow,
  surcharge: Surcharge | null,
  given: readonly string[],
): UsageCost {
  const parts: CostParts = {};
  const flags = [...given];
  let total = 0n;
  let priced = false;
  let tokensUnpriced = false;
  let unitsUnpriced = false;
  for (let index = 0; index < buckets.length; index++) {
    const price = buckets[index];
    if (price === undefined) break;
    const { bucket, divisor } = price;
    const count = usage[bucket];
    // What is no count at all is nobody's to pay; the decoder has flagged it.
    if (!(count > 0)) continue;
    const rate = Number.isSafeInteger(count) ? (row.rates[index] ?? null) : null;
    if (rate === null) {
      // Most models have no fee for the request itself: that is no gap in the table.
      if (bucket === 'requests') continue;
      parts[bucket] = null;
      flags.push(`unpriced:${bucket}`);
      if (index < TOKEN_BUCKETS) tokensUnpriced = true;
      else unitsUnpriced = true;
      continue;
    }
    let cost = BigInt(count) * rate;
    if (divisor !== 1n) cost = mulDiv(cost, 1n, divisor);
    if (surcharge !== null && index < TOKEN_BUCKETS) cost = mulDiv(cost, surcharge.times, surcharge.per);
    parts[bucket] = cost;
    total += cost;
    priced = true;
  }
  const unknown = tokensUnpriced || (unitsUnpriced && !priced);
  return { row, parts, total: unknown ? null : total, flags };
}
