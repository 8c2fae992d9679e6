import { z } from 'zod';

const tokens = z.number().int().nonnegative();

/**
 * Token usage in disjoint buckets: every token is counted in exactly one of them, so that cost = Σ bucket × price.
 * APIs and dashboards show it the way invoices read instead, see {@link shownUsageSchema}.
 */
export const tokenUsageSchema = z.object({
  /** Prompt tokens that were neither cached nor written to a cache, text only. */
  inputTokens: tokens,
  cachedInputTokens: tokens,
  cacheWrite5mTokens: tokens,
  cacheWrite1hTokens: tokens,
  /** Billed output without reasoning, text only. */
  outputTokens: tokens,
  reasoningTokens: tokens,
  audioInputTokens: tokens,
  audioCachedInputTokens: tokens,
  audioOutputTokens: tokens,
  imageInputTokens: tokens,
  imageCachedInputTokens: tokens,
  imageOutputTokens: tokens,
});
export type TokenUsage = z.infer<typeof tokenUsageSchema>;

/** Where the numbers come from: the provider, merged from a stream's events, a tokenizer, or nowhere. */
export const usageSourceSchema = z.enum(['reported', 'merged_stream', 'estimated', 'none']);
export type UsageSource = z.infer<typeof usageSourceSchema>;

/** Usage as an invoice reads: totals, and the parts of which they consist. */
export const shownUsageSchema = z.object({
  inputTokens: z.number().int().describe('All prompt tokens, cached and cache-written ones included'),
  cachedInputTokens: z.number().int().describe('Of inputTokens: read from the prompt cache'),
  cacheWriteTokens: z.number().int().describe('Of inputTokens: written to the prompt cache'),
  outputTokens: z.number().int().describe('All billed output tokens, reasoning included'),
  reasoningTokens: z.number().int().describe('Of outputTokens: reasoning'),
  audioInputTokens: z.number().int().describe('Of inputTokens: audio'),
  audioOutputTokens: z.number().int().describe('Of outputTokens: audio'),
  imageInputTokens: z.number().int().describe('Of inputTokens: images'),
  imageOutputTokens: z.number().int().describe('Of outputTokens: images'),
  totalTokens: z.number().int().describe('inputTokens + outputTokens'),
});
export type ShownUsage = z.infer<typeof shownUsageSchema>;

/** Turns disjoint buckets into the invoice's view. */
export function showUsage(usage: TokenUsage): ShownUsage {
  const cacheWriteTokens = usage.cacheWrite5mTokens + usage.cacheWrite1hTokens;
  const cachedInputTokens =
    usage.cachedInputTokens + usage.audioCachedInputTokens + usage.imageCachedInputTokens;
  const inputTokens =
    usage.inputTokens +
    cachedInputTokens +
    cacheWriteTokens +
    usage.audioInputTokens +
    usage.imageInputTokens;
  const outputTokens =
    usage.outputTokens + usage.reasoningTokens + usage.audioOutputTokens + usage.imageOutputTokens;
  return {
    inputTokens,
    cachedInputTokens,
    cacheWriteTokens,
    outputTokens,
    reasoningTokens: usage.reasoningTokens,
    audioInputTokens: usage.audioInputTokens + usage.audioCachedInputTokens,
    audioOutputTokens: usage.audioOutputTokens,
    imageInputTokens: usage.imageInputTokens + usage.imageCachedInputTokens,
    imageOutputTokens: usage.imageOutputTokens,
    totalTokens: inputTokens + outputTokens,
  };
}
