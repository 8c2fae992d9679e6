import { z } from 'zod';

const money = z.string().describe('Decimal USD');
const count = z.number().int();

/** What is in an organization's cache now. */
export const cacheOccupancySchema = z
  .object({
    entries: count.describe('Answers that are kept'),
    bytes: count.describe('Memory that they and their indexes take'),
    maxBytes: count.describe('Beyond it the least recently used go'),
  })
  .meta({ id: 'CacheOccupancy' });
export type CacheOccupancy = z.infer<typeof cacheOccupancySchema>;

const cacheCountsShape = {
  hits: count.describe('Answered with what was kept'),
  coalesced: count.describe('Answered with what the provider was just saying to an identical request'),
  misses: count.describe('The provider was called'),
  savedUsd: money.describe('What the answers of the cache would have cost; those without a price count as 0'),
};

const cachePointSchema = z.object({
  at: z.iso.datetime().describe('Start of the step'),
  ...cacheCountsShape,
});
export type CachePoint = z.infer<typeof cachePointSchema>;

const cachedRequestSchema = z.object({
  key: z.string().describe('64 hex digits that stand for the request'),
  model: z.string().nullable(),
  hits: count,
  savedUsd: money,
  savedMs: z.number(),
  lastHitAt: z.iso.datetime(),
  originalId: z.uuid().nullable().describe('The request whose answer was served last'),
  requestPreview: z.string(),
});
export type CachedRequest = z.infer<typeof cachedRequestSchema>;

/** What the cache did in a time range. */
export const cacheReportSchema = z
  .object({
    totals: z.object({
      ...cacheCountsShape,
      unpriced: count.describe('Answers of the cache for which no price is known'),
      savedMs: z.number().describe('By how much the answers came sooner than the originals had, in all'),
    }),
    stepSeconds: count.describe('Length of a step of the series'),
    series: z.array(cachePointSchema).describe('Steps in which something happened, in their order'),
    top: z.array(cachedRequestSchema).describe('The requests that were answered most often; at most 20'),
  })
  .meta({ id: 'CacheReport' });
export type CacheReport = z.infer<typeof cacheReportSchema>;

/** Which answers are to go: those for which all that is said holds. Nothing said means nothing, unless `all` is. */
export const purgeCacheInputSchema = z
  .strictObject({
    key: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'A cache key has 64 hex digits')
      .optional()
      .describe('Of one request, as its details show it'),
    seed: z.string().max(512).optional().describe('Kept with this Helicone-Cache-Seed; empty: without one'),
    model: z.string().min(1).max(256).optional().describe('Of requests that asked for this model'),
    all: z
      .preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean())
      .optional()
      .describe('All answers of the organization'),
  })
  .refine(({ key, seed, model, all }) => {
    const isNamed = key !== undefined || seed !== undefined || model !== undefined;
    return isNamed !== (all === true);
  }, 'Say which answers shall go: key, seed or model, or else all=true');
export type PurgeCacheInput = z.infer<typeof purgeCacheInputSchema>;
