import { type CostPart, type CostSource, costSourceSchema } from '@heliograph/contracts/prices';
import { z } from 'zod';

/** The column of each part of the cost. */
const partColumns = {
  inputTokens: 'input_cost',
  cachedInputTokens: 'cached_input_cost',
  cacheWrite5mTokens: 'cache_write_5m_cost',
  cacheWrite1hTokens: 'cache_write_1h_cost',
  outputTokens: 'output_cost',
  reasoningTokens: 'reasoning_cost',
  audioInputTokens: 'audio_input_cost',
  audioCachedInputTokens: 'audio_cached_input_cost',
  audioOutputTokens: 'audio_output_cost',
  imageInputTokens: 'image_input_cost',
  imageCachedInputTokens: 'image_cached_input_cost',
  imageOutputTokens: 'image_output_cost',
  requests: 'requests_cost',
  images: 'images_cost',
  webSearches: 'web_searches_cost',
  fileSearches: 'file_searches_cost',
  audioMs: 'audio_time_cost',
  characters: 'characters_cost',
  pages: 'pages_cost',
  otherModels: 'other_models_cost',
} as const satisfies Record<CostPart, string>;

export type CostPartColumn = (typeof partColumns)[CostPart];
const parts = Object.entries(partColumns) as [CostPart, CostPartColumn][];

/** Every column that re-pricing writes: the cost and how it came about. Amounts are Nullable(Decimal(18,12)). */
export const amountColumns = [
  'cost_total',
  'cost_computed',
  ...parts.map(([, column]) => column),
  'saved',
] as const;
export type AmountColumn = 'cost_total' | 'cost_computed' | 'saved' | CostPartColumn;

/** A cost as the columns of a row: decimal USD or null. */
export type CostColumns = Record<AmountColumn, string | null> & {
  cost_source: CostSource;
  price_row: string;
  cost_flags: string[];
};

/** The same as part of a zod object; amounts are read by `amount`. */
export function costShape<Amount extends z.ZodType<string | null>>(amount: Amount) {
  return {
    ...(Object.fromEntries(amountColumns.map((column) => [column, amount])) as Record<AmountColumn, Amount>),
    cost_source: costSourceSchema,
    price_row: z.string(),
    cost_flags: z.array(z.string()),
  };
}

/** What a request costs, as a row has it. */
export interface StoredCost {
  total: string | null;
  computed: string | null;
  parts: Record<CostPart, string | null>;
  saved: string | null;
  source: CostSource;
  priceRow: string;
  flags: string[];
}

/** A cost as the columns of a row. */
export function costToColumns(cost: StoredCost): CostColumns {
  const columns: Partial<CostColumns> = {
    cost_total: cost.total,
    cost_computed: cost.computed,
    saved: cost.saved,
    cost_source: cost.source,
    price_row: cost.priceRow,
    cost_flags: cost.flags,
  };
  // A loop, not Object.fromEntries: this is done for every record, and that takes five times as long.
  for (const [part, column] of parts) columns[column] = cost.parts[part];
  return columns as CostColumns;
}

/** The columns of a row as a cost. */
export function costFromColumns(row: CostColumns): StoredCost {
  return {
    total: row.cost_total,
    computed: row.cost_computed,
    parts: Object.fromEntries(parts.map(([part, column]) => [part, row[column]])) as StoredCost['parts'],
    saved: row.saved,
    source: row.cost_source,
    priceRow: row.price_row,
    flags: row.cost_flags,
  };
}
