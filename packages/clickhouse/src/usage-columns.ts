import type { z } from 'zod';
import type { TokenUsage } from '@heliograph/contracts/token-usage';

/** The column of each bucket. */
const columnOf = {
  inputTokens: 'input_tokens',
  cachedInputTokens: 'cached_input_tokens',
  cacheWrite5mTokens: 'cache_write_5m_tokens',
  cacheWrite1hTokens: 'cache_write_1h_tokens',
  outputTokens: 'output_tokens',
  reasoningTokens: 'reasoning_tokens',
  audioInputTokens: 'audio_input_tokens',
  audioCachedInputTokens: 'audio_cached_input_tokens',
  audioOutputTokens: 'audio_output_tokens',
  imageInputTokens: 'image_input_tokens',
  imageCachedInputTokens: 'image_cached_input_tokens',
  imageOutputTokens: 'image_output_tokens',
  requests: 'billed_requests',
  images: 'images',
  webSearches: 'web_searches',
  fileSearches: 'file_searches',
  audioMs: 'audio_ms',
  characters: 'characters',
  pages: 'pages',
} as const satisfies Record<keyof TokenUsage, string>;

type UsageColumn = (typeof columnOf)[keyof TokenUsage];
const buckets = Object.entries(columnOf) as [keyof TokenUsage, UsageColumn][];

/** The usage columns as part of a zod object, each read by `count`. */
export function usageShape<Count extends z.ZodType<number>>(count: Count): Record<UsageColumn, Count> {
  return Object.fromEntries(buckets.map(([, column]) => [column, count])) as Record<UsageColumn, Count>;
}

/** Usage as the columns of a row. */
export function usageToColumns(usage: TokenUsage): Record<UsageColumn, number> {
  // A loop, not Object.fromEntries: this is done for every record, and that takes five times as long.
  const columns: Partial<Record<UsageColumn, number>> = {};
  for (const [bucket, column] of buckets) columns[column] = usage[bucket];
  return columns as Record<UsageColumn, number>;
}

/** The columns of a row as usage. */
export function usageFromColumns(row: Record<UsageColumn, number>): TokenUsage {
  return Object.fromEntries(buckets.map(([bucket, column]) => [bucket, row[column]])) as TokenUsage;
}
