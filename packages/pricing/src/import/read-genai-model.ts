import type { PriceKind, Prices } from '@heliograph/contracts/prices';
import type { TableRow } from '../price-row.ts';

/** A model in the data of npm's @pydantic/genai-prices, as far as it is read here. */
export interface GenaiModel {
  id: string;
  prices: GenaiPrice | { constraint?: { type: string; start_date?: string }; prices: GenaiPrice }[];
}
type GenaiPrice = Record<
  string,
  number | { base: number; tiers: { start: number; price: number }[] } | undefined
>;

/** Their names of prices, and how many of our units one of theirs holds. */
const kinds: Readonly<Record<string, { kind: PriceKind; per: number }>> = {
  input_mtok: { kind: 'input', per: 1 },
  cache_read_mtok: { kind: 'cachedInput', per: 1 },
  cache_write_mtok: { kind: 'cacheWrite5m', per: 1 },
  cache_write_1h_mtok: { kind: 'cacheWrite1h', per: 1 },
  output_mtok: { kind: 'output', per: 1 },
  output_reasoning_mtok: { kind: 'reasoning', per: 1 },
  input_audio_mtok: { kind: 'audioInput', per: 1 },
  cache_audio_read_mtok: { kind: 'audioCachedInput', per: 1 },
  output_audio_mtok: { kind: 'audioOutput', per: 1 },
  input_image_mtok: { kind: 'imageInput', per: 1 },
  cache_image_read_mtok: { kind: 'imageCachedInput', per: 1 },
  output_image_mtok: { kind: 'imageOutput', per: 1 },
  requests_kcount: { kind: 'request', per: 1000 },
  web_searches_kcount: { kind: 'webSearch', per: 1000 },
  storage_searches_kcount: { kind: 'fileSearch', per: 1000 },
  input_document_kpages: { kind: 'page', per: 1000 },
  audio_hours: { kind: 'audioHour', per: 1 },
  input_audio_hours: { kind: 'audioHour', per: 1 },
};

/**
 * The rows that their model gives for a time: the price in force then, one row for each context tier. Empty where all of its
 * prices are zero (they write 0 for what they don't know) or go by the hour of the day. `source` goes into each row.
 */
export function readGenaiModel(model: GenaiModel, at: Date, source: string): TableRow[] {
  const price = priceInForce(model, at);
  if (price === null) return [];
  const starts = new Set<number>();
  for (const value of Object.values(price))
    if (typeof value === 'object') for (const { start } of value.tiers) starts.add(start);
  // They take a tier from the first token behind its start on.
  const tiers = [null, ...[...starts].sort((a, b) => a - b)];
  const rows = tiers.map((start): TableRow => ({
    model: model.id,
    ...(start !== null && { contextFrom: start + 1 }),
    prices: pricesOf(price, start),
    confidence: 'single',
    source,
  }));
  const isPriced = Object.values(rows[0]?.prices ?? {}).some((figure) => Number(figure) > 0);
  return isPriced || model.id.endsWith(':free') ? rows : [];
}

function priceInForce({ prices }: GenaiModel, at: Date): GenaiPrice | null {
  if (!Array.isArray(prices)) return prices;
  if (prices.some(({ constraint }) => constraint?.type === 'time_of_date')) return null;
  const today = at.toISOString().slice(0, 10);
  return prices.findLast(({ constraint }) => (constraint?.start_date ?? '') <= today)?.prices ?? null;
}

function pricesOf(price: GenaiPrice, start: number | null): Prices {
  const entries = Object.entries(price).flatMap(([name, value]) => {
    const known = kinds[name];
    if (known === undefined || value === undefined) return [];
    const amount =
      typeof value === 'number'
        ? value
        : ((start === null ? undefined : value.tiers.findLast((tier) => tier.start <= start)?.price) ??
          value.base);
    return [[known.kind, decimal(amount / known.per)] as const];
  });
  return Object.fromEntries(entries);
}

/** Their binary fractions as the decimals that were meant. */
const decimal = (amount: number) => amount.toFixed(6).replace(/\.?0+$/, '');
