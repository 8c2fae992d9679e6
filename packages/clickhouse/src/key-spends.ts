import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { toTimestamp } from './timestamp.ts';

const rowSchema = z.object({ api_key_id: z.string(), day: z.string(), cost: z.string() });

/** Keys in one query; more are asked for in several. */
const MOST_KEYS = 1_000;

/**
 * What requests of these keys cost by day (UTC) from `from` on, in decimal USD, as it is logged; days without a cost are left
 * out. Throws the client's error where ClickHouse is away.
 */
export async function sumKeySpends(
  client: ClickHouseClient,
  keys: readonly { organizationId: string; apiKeyId: string }[],
  from: Date,
): Promise<{ apiKeyId: string; day: string; usd: string }[]> {
  const found = [];
  for (let at = 0; at < keys.length; at += MOST_KEYS) {
    const some = keys.slice(at, at + MOST_KEYS);
    const result = await client.query({
      query: `SELECT api_key_id, toDate(created_at, 'UTC') AS day, toString(sum(cost_total)) AS cost
        FROM requests
        WHERE organization_id IN {organizationIds:Array(UUID)} AND api_key_id IN {apiKeyIds:Array(UUID)}
          AND created_at >= {from:DateTime64(3, 'UTC')} AND isNotNull(cost_total)
        GROUP BY api_key_id, day`,
      query_params: {
        organizationIds: [...new Set(some.map(({ organizationId }) => organizationId))],
        apiKeyIds: some.map(({ apiKeyId }) => apiKeyId),
        from: toTimestamp(from.getTime()),
      },
      format: 'JSONEachRow',
      clickhouse_settings: {
        max_execution_time: 20,
        max_memory_usage: '2000000000',
        log_comment: 'heliograph:key-spends',
      },
    });
    found.push(...z.array(rowSchema).parse(await result.json()));
  }
  return found.map(({ api_key_id, day, cost }) => ({ apiKeyId: api_key_id, day, usd: cost }));
}
