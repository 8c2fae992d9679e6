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

/** The kept question most like the one asked, and the answer to it. */
export const cacheShadowSchema = z.object({
  /** The request whose answer it is. */
  originalId: z.uuid(),
  /** Cosine of the two questions. */
  similarity: z.number(),
  /** What tells the questions apart, such as `numbers`; null where the answer would have been served. */
  difference: z.string().nullable().default(null),
  /** Words that it has in common with the provider's answer, 0 to 1; null where one of them can't be read. */
  answerSimilarity: z.number().nullable().default(null),
});
export type CacheShadow = z.infer<typeof cacheShadowSchema>;

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
  shadow: cacheShadowSchema.nullable(),
});
export type CacheFacts = z.infer<typeof cacheFactsSchema>;
