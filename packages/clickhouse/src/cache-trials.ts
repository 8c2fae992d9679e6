import type { CacheTrials } from '@heliograph/contracts/cache-trials';
import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { fromTimestamp, toTimestamp } from './timestamp.ts';

/** Trials in the answer. */
const MOST = 1_000;

const rowSchema = z.object({
  id: z.uuid(),
  at: z.string(),
  asked_model: z.string(),
  preview: z.string(),
  original_id: z.uuid(),
  similarity: z.number(),
  difference: z.string(),
  answer_similarity: z.number().nullable(),
  total: z.coerce.number().int(),
});

interface CacheTrialsQuery {
  organizationId: string;
  /** Inclusive. */
  from: Date;
  /** Exclusive. */
  to: Date;
}

/** An organization's newest trials of the semantic cache in [from, to). Throws the client's error where ClickHouse is away. */
export async function readCacheTrials(
  client: ClickHouseClient,
  { organizationId, from, to }: CacheTrialsQuery,
): Promise<CacheTrials> {
  const result = await client.query({
    query: `SELECT id, created_at AS at, request_model AS asked_model, request_preview AS preview,
        assumeNotNull(cache_shadow_id) AS original_id, assumeNotNull(cache_shadow_similarity) AS similarity,
        cache_shadow_difference AS difference, cache_shadow_answer_similarity AS answer_similarity,
        count() OVER () AS total
      FROM requests
      WHERE organization_id = {organizationId:UUID}
        AND created_at >= {from:DateTime64(3, 'UTC')} AND created_at < {to:DateTime64(3, 'UTC')}
        AND isNotNull(cache_shadow_id) AND isNotNull(cache_shadow_similarity)
      ORDER BY created_at DESC, id DESC LIMIT ${MOST}`,
    query_params: { organizationId, from: toTimestamp(from.getTime()), to: toTimestamp(to.getTime()) },
    format: 'JSONEachRow',
    clickhouse_settings: {
      max_execution_time: 20,
      max_memory_usage: '2000000000',
      log_comment: 'heliograph:cache.trials',
    },
  });
  const rows = z.array(rowSchema).parse(await result.json());
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map((row) => ({
      requestId: row.id,
      at: fromTimestamp(row.at),
      model: row.asked_model === '' ? null : row.asked_model,
      requestPreview: row.preview,
      originalId: row.original_id,
      similarity: round(row.similarity),
      difference: row.difference === '' ? null : row.difference,
      answerSimilarity: row.answer_similarity === null ? null : round(row.answer_similarity),
    })),
  };
}

/** As much as a 32-bit float tells. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
