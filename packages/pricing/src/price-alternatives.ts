import type { TokenUsage } from '@heliograph/contracts/token-usage';
import { chooseRow } from './choose-row.ts';
import type { PriceTable } from './price-table.ts';
import { priceByRow } from './price-usage.ts';

/** A model, and what usage costs with it. */
export interface PricedAlternative {
  provider: string;
  model: string;
  /** Picodollars. */
  total: bigint;
  priceRow: string;
}

/**
 * What usage costs with each model of a provider that has a price for all of it, cheapest first. Prices are those in
 * force at `at` (ms since the epoch) of the standard tier; where they depend on the prompt's length, for the shortest,
 * because the usage is that of many requests.
 */
export function priceAlternatives(
  usage: TokenUsage,
  { provider, at }: { provider: string; at: number },
  table: PriceTable,
): PricedAlternative[] {
  const found: PricedAlternative[] = [];
  for (const model of table.models()) {
    if (model.provider !== provider) continue;
    const row = chooseRow(model, { serviceTier: 'standard', variant: '', promptTokens: 0, at });
    if (row === null) continue;
    const { total, flags } = priceByRow(usage, row, null, []);
    if (total === null || flags.length > 0) continue;
    found.push({ provider, model: model.model, total, priceRow: row.id });
  }
  return found.sort((a, b) => Number(a.total - b.total) || (a.model < b.model ? -1 : 1));
}
