import { z } from 'zod';

const tokens = z.number().int().nonnegative();
/** Units that came later: records from before don't have them. */
const units = tokens.default(0);

/**
 * What a request used, in disjoint buckets: every token and every unit is counted in exactly one of them, so that
 * cost = Σ bucket × price. All are whole numbers ≥ 0. The first twelve are tokens, in the order of the price table.
 * APIs and dashboards show it the way invoices read instead, see {@link shownUsageSchema}.
 */
export const tokenUsageSchema = z.object({
  /** Prompt tokens that were neither cached nor written to a cache, text only; tool results that the provider adds too. */
  inputTokens: tokens,
  cachedInputTokens: tokens,
  /** Written with the provider's default lifetime (Anthropic: 5 minutes, OpenAI: 30). */
  cacheWrite5mTokens: tokens,
  cacheWrite1hTokens: tokens,
  /** Billed output without reasoning, text only. */
  outputTokens: tokens,
  /** Reasoning (thinking), wherever the provider counts it. */
  reasoningTokens: tokens,
  audioInputTokens: tokens,
  audioCachedInputTokens: tokens,
  audioOutputTokens: tokens,
  imageInputTokens: tokens,
  imageCachedInputTokens: tokens,
  imageOutputTokens: tokens,
  /** Requests where they have a price of their own: 1 wherever the provider answered, for Cohere its search units. */
  requests: units,
  /** Generated images, only where they are billed by the piece: 0 where the answer counts image tokens. */
  images: units,
  /** Calls of the provider's own web search. */
  webSearches: units,
  /** Calls of the provider's own file search. */
  fileSearches: units,
  /** Milliseconds of audio taken in, only where it is billed by its length: 0 where audio tokens are counted. */
  audioMs: units,
  /** Characters turned into speech, only where speech is billed by them. */
  characters: units,
  /** Pages read (OCR). */
  pages: units,
});
export type TokenUsage = z.infer<typeof tokenUsageSchema>;

/** Nothing at all, in every bucket. */
export const noUsage: Readonly<TokenUsage> = {
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  audioInputTokens: 0,
  audioCachedInputTokens: 0,
  audioOutputTokens: 0,
  imageInputTokens: 0,
  imageCachedInputTokens: 0,
  imageOutputTokens: 0,
  requests: 0,
  images: 0,
  webSearches: 0,
  fileSearches: 0,
  audioMs: 0,
  characters: 0,
  pages: 0,
};

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
  images: z.number().int().describe('Generated images, where they are billed by the piece'),
  webSearches: z.number().int().describe('Calls of the provider’s web search'),
  fileSearches: z.number().int().describe('Calls of the provider’s file search'),
  audioSeconds: z.number().describe('Audio taken in, where it is billed by its length'),
  characters: z.number().int().describe('Characters turned into speech, where speech is billed by them'),
  pages: z.number().int().describe('Pages read (OCR)'),
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
    images: usage.images,
    webSearches: usage.webSearches,
    fileSearches: usage.fileSearches,
    audioSeconds: usage.audioMs / 1000,
    characters: usage.characters,
    pages: usage.pages,
  };
}
