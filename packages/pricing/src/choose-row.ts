import type { ServiceTier } from '@heliograph/contracts/billing-facts';
import type { TokenUsage } from '@heliograph/contracts/token-usage';
import type { PriceRow } from './price-row.ts';
import { groupKey, type PricedModel } from './price-table.ts';

export interface RowQuery {
  serviceTier: ServiceTier;
  variant: string;
  promptTokens: number;
  /** Milliseconds since the epoch. */
  at: number;
}

/** All tokens of the prompt, cached and written ones included: what context tiers go by. */
export function promptTokensOf(usage: TokenUsage): number {
  return (
    usage.inputTokens +
    usage.cachedInputTokens +
    usage.cacheWrite5mTokens +
    usage.cacheWrite1hTokens +
    usage.audioInputTokens +
    usage.audioCachedInputTokens +
    usage.imageInputTokens +
    usage.imageCachedInputTokens
  );
}

/**
 * The row that holds for a request: of the wanted tier and variant, in force at its time, with the highest context tier
 * that it reaches. Where the tier has no row the standard one holds, where the variant has none the plain one. Null where
 * there is none.
 */
export function chooseRow(model: PricedModel, query: RowQuery): PriceRow | null {
  if (model.only !== null) return model.only;
  const { serviceTier, variant } = query;
  return (
    inForce(model, serviceTier, variant, query) ??
    (variant === '' ? null : inForce(model, serviceTier, '', query)) ??
    (serviceTier === 'standard' ? null : inForce(model, 'standard', variant, query)) ??
    (serviceTier === 'standard' || variant === '' ? null : inForce(model, 'standard', '', query))
  );
}

function inForce(
  model: PricedModel,
  serviceTier: ServiceTier,
  variant: string,
  { at, promptTokens }: RowQuery,
): PriceRow | null {
  const rows = model.rows.get(groupKey(serviceTier, variant));
  if (rows === undefined) return null;
  for (const row of rows) {
    if (row.contextFrom > promptTokens || at < row.from || at >= row.to) continue;
    if (row.window === null || isWithin(row.window, at)) return row;
  }
  return null;
}

const DAY = 86_400_000;

/** Whether a time is within these minutes (UTC) of a day from Monday to Friday. */
function isWithin([from, to]: readonly [number, number], at: number): boolean {
  const day = Math.floor(at / DAY);
  // 1970-01-01 was a Thursday: 0 is Sunday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  const minute = Math.floor((at - day * DAY) / 60_000);
  return weekday >= 1 && weekday <= 5 && minute >= from && minute < to;
}
