import { z } from 'zod';
import type { UnpricedModel } from '@heliograph/contracts/price-book';
import type { ClickHouseClient } from './client.ts';
import { fromTimestamp, toTimestamp } from './timestamp.ts';

const rowSchema = z.object({
  provider: z.string(),
  model: z.string(),
  requests: z.coerce.number().int(),
  tokens: z.coerce.number().int(),
  last_seen: z.string(),
  all_requests: z.coerce.number().int(),
});

/** Models in the answer. */
const MOST = 100;

const mine = `organization_id = {organizationId:UUID} AND (created_at, id) NOT IN (
  SELECT created_at, id FROM request_deletions WHERE organization_id = {organizationId:UUID}
    AND created_at >= {from:DateTime64(3, 'UTC')} AND created_at < {to:DateTime64(3, 'UTC')})`;

/** A request that used something for which no price is known; where no usage is known either, a price would not help. */
const unpriced = "isNull(cost_total) AND usage_source != 'none'";

/**
 * Models whose requests in [from, to) have no price, most requests first, and how many requests these are in all.
 * Of every organization where none is named. Throws the client's error where ClickHouse is away.
 */
export async function findUnpricedModels(
  client: ClickHouseClient,
  { organizationId, from, to }: { organizationId: string | null; from: Date; to: Date },
): Promise<{ requests: number; items: UnpricedModel[] }> {
  const result = await client.query({
    query: `SELECT provider, model, count() AS requests, max(created_at) AS last_seen,
        sum(input_tokens + cached_input_tokens + cache_write_5m_tokens + cache_write_1h_tokens + output_tokens
          + reasoning_tokens + audio_input_tokens + audio_cached_input_tokens + audio_output_tokens
          + image_input_tokens + image_cached_input_tokens + image_output_tokens) AS tokens,
        sum(requests) OVER () AS all_requests
      FROM requests
      WHERE ${organizationId === null ? 'true' : mine}
        AND created_at >= {from:DateTime64(3, 'UTC')} AND created_at < {to:DateTime64(3, 'UTC')} AND ${unpriced}
      GROUP BY provider, model ORDER BY requests DESC, provider, model LIMIT ${MOST}`,
    query_params: {
      ...(organizationId !== null && { organizationId }),
      from: toTimestamp(from.getTime()),
      to: toTimestamp(to.getTime()),
    },
    format: 'JSONEachRow',
    clickhouse_settings: {
      max_execution_time: 20,
      max_memory_usage: '2000000000',
      log_comment: 'heliograph:prices.unpriced',
    },
  });
  const rows = z.array(rowSchema).parse(await result.json());
  return {
    requests: rows[0]?.all_requests ?? 0,
    items: rows.map(({ provider, model, requests, tokens, last_seen }) => ({
      provider,
      model: model === '' ? null : model,
      requests,
      totalTokens: tokens,
      lastSeenAt: fromTimestamp(last_seen),
    })),
  };
}
