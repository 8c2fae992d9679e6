import type { ServiceTier } from '@heliograph/contracts/billing-facts';
import type { Prices } from '@heliograph/contracts/prices';

/** One line of a price table, as it stands in tables/*.json. */
export interface TableRow {
  model: string;
  /** `prefix`: also names of the model with a revision behind it, such as `-2024-08-06`. Else the very name. */
  match?: 'prefix';
  /** Without it `standard`. */
  serviceTier?: ServiceTier;
  /** What the price depends on beside the model, such as `quality=hd;size=1024x1792`. */
  variant?: string;
  /** Holds for prompts of at least that many tokens, cached ones included; for the whole request. */
  contextFrom?: number;
  prices: Prices;
  /** Inclusive, UTC: a day or `YYYY-MM-DDThh:mmZ`. Without it, since ever. */
  effectiveFrom?: string;
  /** Exclusive. Without it, until further notice. */
  effectiveTo?: string;
  /** `hh:mm-hh:mm`: holds in these hours (UTC) of Monday to Friday, before rows without it. */
  utcWindow?: string;
  confidence: string;
  source: string;
  note?: string;
}

export interface TableFile {
  provider: string;
  /** Where a source that rows name is to be found. */
  sources: Record<string, string>;
  /** Prices of every row that doesn't say its own: fees that are the same for all models of the provider. */
  defaults?: Prices;
  rows: TableRow[];
}

/** A row fit for arithmetic. */
export interface PriceRow {
  /** Names the row and its figures for good: the same id always means the same price. */
  id: string;
  provider: string;
  model: string;
  serviceTier: ServiceTier;
  variant: string;
  contextFrom: number;
  /** Milliseconds since the epoch; -Infinity and Infinity where open. */
  from: number;
  to: number;
  /** Minutes of the day, [from, to). */
  window: readonly [number, number] | null;
  prices: Prices;
  rates: Rates;
  source: string;
}

/** Picodollars per unit of each bucket in the order of {@link buckets}; null where nothing says the price. */
export type Rates = readonly (bigint | null)[];
