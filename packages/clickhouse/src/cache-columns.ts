import { type CacheFacts, cacheKindSchema, cacheStatusSchema } from '@heliograph/contracts/cache-facts';
import { z } from 'zod';

/** The columns that say what the cache did; '' and NULL stand for "none". */
export const cacheShape = {
  cache_status: z.union([cacheStatusSchema, z.literal('')]),
  cache_kind: z.union([cacheKindSchema, z.literal('')]),
  cache_key: z.string(),
  cache_original_id: z.uuid().nullable(),
  cache_original_latency_ms: z.number().nullable(),
  cache_similarity: z.number().nullable(),
  cache_shadow_id: z.uuid().nullable(),
  cache_shadow_similarity: z.number().nullable(),
  cache_shadow_difference: z.string(),
  cache_shadow_answer_similarity: z.number().nullable(),
};
type CacheColumns = z.infer<z.ZodObject<typeof cacheShape>>;

export function cacheToColumns(facts: CacheFacts | null): CacheColumns {
  return {
    cache_status: facts?.status ?? '',
    cache_kind: facts?.kind ?? '',
    cache_key: facts?.key ?? '',
    cache_original_id: facts?.originalId ?? null,
    cache_original_latency_ms: facts?.originalLatencyMs ?? null,
    cache_similarity: facts?.similarity ?? null,
    cache_shadow_id: facts?.shadow?.originalId ?? null,
    cache_shadow_similarity: facts?.shadow?.similarity ?? null,
    cache_shadow_difference: facts?.shadow?.difference ?? '',
    cache_shadow_answer_similarity: facts?.shadow?.answerSimilarity ?? null,
  };
}

/** Null where the cache had no part in the request. */
export function cacheFromColumns(row: CacheColumns): CacheFacts | null {
  if (row.cache_status === '') return null;
  const { cache_shadow_id: shadowId, cache_shadow_similarity: similarity } = row;
  const { cache_shadow_difference: difference, cache_shadow_answer_similarity: answerSimilarity } = row;
  const compared = { difference: difference === '' ? null : difference, answerSimilarity };
  return {
    status: row.cache_status,
    kind: row.cache_kind === '' ? null : row.cache_kind,
    key: row.cache_key === '' ? null : row.cache_key,
    originalId: row.cache_original_id,
    originalLatencyMs: row.cache_original_latency_ms,
    similarity: row.cache_similarity,
    shadow:
      shadowId === null || similarity === null ? null : { originalId: shadowId, similarity, ...compared },
  };
}
