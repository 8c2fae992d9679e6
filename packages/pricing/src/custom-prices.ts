import type { Prices } from '@heliograph/contracts/prices';
import type { PriceRow } from './price-row.ts';
import { ratesOf } from './rates.ts';

/** A price that an organization set for itself. It never changes: another price is another entry. */
export interface CustomPrice {
  id: string;
  /** Null: whoever provides the model. */
  provider: string | null;
  /** A model's name, without regard to case; with `*` at its end, every name that begins so. */
  model: string;
  prices: Prices;
  /** Milliseconds since the epoch, [from, to); null where open. */
  effectiveFrom: number | null;
  effectiveTo: number | null;
}

/** An organization's price book, made ready for look-ups. */
export interface PriceBook {
  /** The entry in force for the first of these names that has one; null where none has. */
  find(provider: string, models: readonly (string | null)[], at: number): PriceRow | null;
  /** Models that entries for this very provider name in full, as they are written there. */
  modelsOf(provider: string): string[];
}

export const emptyPriceBook: PriceBook = { find: () => null, modelsOf: () => [] };

interface Entry {
  row: PriceRow;
  name: string;
  isPrefix: boolean;
}

/**
 * Of several entries that fit, the most particular counts: one for the provider before one for any, a full name before a
 * beginning, a longer beginning before a shorter one; then the one that came into force last.
 */
export function createPriceBook(prices: readonly CustomPrice[]): PriceBook {
  if (prices.length === 0) return emptyPriceBook;
  const entries = prices.map(toEntry).sort(mostParticularFirst);
  const beginnings = entries.filter(({ isPrefix }) => isPrefix);
  const names = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.isPrefix) continue;
    names.set(entry.name, [...(names.get(entry.name) ?? []), entry]);
  }
  return {
    find(provider, models, at) {
      const fits = ({ row }: Entry): boolean =>
        (row.provider === '' || row.provider === provider) && at >= row.from && at < row.to;
      for (const model of models) {
        if (model === null || model === '') continue;
        const name = model.toLowerCase();
        const exact = names.get(name)?.find(fits);
        const begun = beginnings.find((entry) => name.startsWith(entry.name) && fits(entry));
        if (exact === undefined || begun === undefined) {
          const found = exact ?? begun;
          if (found !== undefined) return found.row;
          continue;
        }
        return (mostParticularFirst(exact, begun) <= 0 ? exact : begun).row;
      }
      return null;
    },
    modelsOf: (provider) => [
      ...new Set(
        entries.flatMap(({ row, isPrefix }) => (isPrefix || row.provider !== provider ? [] : [row.model])),
      ),
    ],
  };
}

function toEntry(price: CustomPrice): Entry {
  const isPrefix = price.model.endsWith('*');
  const name = (isPrefix ? price.model.slice(0, -1) : price.model).toLowerCase();
  return {
    name,
    isPrefix,
    row: {
      id: `custom:${price.id}`,
      provider: price.provider ?? '',
      model: price.model,
      serviceTier: 'standard',
      variant: '',
      contextFrom: 0,
      from: price.effectiveFrom ?? -Infinity,
      to: price.effectiveTo ?? Infinity,
      window: null,
      prices: price.prices,
      rates: ratesOf(price.prices),
      source: 'price book',
    },
  };
}

function mostParticularFirst(a: Entry, b: Entry): number {
  return (
    Number(b.row.provider !== '') - Number(a.row.provider !== '') ||
    Number(a.isPrefix) - Number(b.isPrefix) ||
    b.name.length - a.name.length ||
    (b.row.from === a.row.from ? 0 : b.row.from - a.row.from) ||
    (a.row.id < b.row.id ? 1 : -1)
  );
}
