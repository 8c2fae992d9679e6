import type { ClickHouseClient } from './client.ts';

/** What tells a row of `requests` and `request_bodies`. */
export interface RowKey {
  organization_id: string;
  created_at: string;
  id: string;
}

/**
 * The ids of these rows that the table doesn't have. A server that is killed within an insert may remember its token
 * without having kept its rows: a repetition is then answered like one that was stored before.
 */
export async function findMissing(
  client: ClickHouseClient,
  table: 'requests' | 'request_bodies',
  rows: readonly RowKey[],
): Promise<Set<string>> {
  const times = rows.map((row) => row.created_at).sort();
  const missing = new Set(rows.map(({ id }) => id));
  if (missing.size === 0) return missing;
  const result = await client.query({
    query: `SELECT DISTINCT id FROM ${table}
            WHERE organization_id IN {organizations:Array(UUID)} AND id IN {ids:Array(UUID)}
              AND created_at BETWEEN {from:DateTime64(3, 'UTC')} AND {to:DateTime64(3, 'UTC')}`,
    query_params: {
      organizations: [...new Set(rows.map((row) => row.organization_id))],
      ids: [...missing],
      from: times[0],
      to: times.at(-1),
    },
    format: 'JSONEachRow',
  });
  for (const { id } of await result.json<{ id: string }>()) missing.delete(id);
  return missing;
}
