import { z } from 'zod';

/** What became of a request that might be answered from the cache. */
export const cacheStatusSchema = z.enum([
  /** Answered with what was kept. */
  'hit',
  /** The provider was called. */
  'miss',
  /** Answered with what the provider was just saying to an identical request. */
  'coalesced',
]);
export type CacheStatus = z.infer<typeof cacheStatusSchema>;

/** `exact`: the same request; `semantic`: one of the same meaning. */
export const cacheKindSchema = z.enum(['exact', 'semantic']);

export const cacheFactsSchema = z.object({
  status: cacheStatusSchema,
  /** Null for a miss. */
  kind: cacheKindSchema.nullable(),
  /** 64 hex digits that stand for the request; null where its body is to be written nowhere, not even as a hash. */
  key: z.string().nullable(),
  /** The request whose answer was served; null for a miss. */
  originalId: z.uuid().nullable(),
  /** How long the original took, milliseconds. */
  originalLatencyMs: z.number().nullable(),
  /** Cosine similarity to the original; null where it was the same request. */
  similarity: z.number().nullable(),
  /** What a semantic match would have served, where that is only being tried. */
  shadow: z.object({ originalId: z.uuid(), similarity: z.number() }).nullable(),
});
export type CacheFacts = z.infer<typeof cacheFactsSchema>;
