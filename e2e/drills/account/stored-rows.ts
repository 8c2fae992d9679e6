import type { ClickHouseClient } from '@heliograph/clickhouse/client';

/** What ClickHouse holds of one organization. */
export interface StoredRows {
  /** How many rows each id has. */
  requests: Map<string, number>;
  bodies: Map<string, number>;
}

export async function storedRows(client: ClickHouseClient, organizationId: string): Promise<StoredRows> {
  const [requests, bodies] = await Promise.all([
    rowsById(client, 'requests', organizationId),
    rowsById(client, 'request_bodies', organizationId),
  ]);
  return { requests, bodies };
}

async function rowsById(
  client: ClickHouseClient,
  table: string,
  organizationId: string,
): Promise<Map<string, number>> {
  const result = await client.query({
    query: `SELECT id, toUInt32(count()) AS rows FROM ${table}
            WHERE organization_id = {organizationId:UUID} GROUP BY id`,
    query_params: { organizationId },
    format: 'JSONEachRow',
  });
  const rows = await result.json<{ id: string; rows: number }>();
  return new Map(rows.map(({ id, rows: count }) => [id, count]));
}

/**
 * Sums that must be equal in two places, for an organization given as {organizationId:UUID}. A rollup belongs here as
 * soon as it exists: its sums over all hours beside the same sums of `requests`.
 */
const sameSums: { of: string; one: string; other: string }[] = [
  {
    of: 'bytes of requests and of the bodies that were kept whole',
    one: `SELECT toString(sum(request_bytes)) FROM requests WHERE organization_id = {organizationId:UUID}`,
    other: `SELECT toString(sum(length(request_body))) FROM request_bodies
            WHERE organization_id = {organizationId:UUID} AND NOT request_truncated`,
  },
];

/** Which sums differ, in words; empty where all agree. */
export async function differingSums(client: ClickHouseClient, organizationId: string): Promise<string[]> {
  const differing: string[] = [];
  for (const { of, one, other } of sameSums) {
    const [left, right] = await Promise.all(
      [one, other].map((query) => value(client, query, organizationId)),
    );
    if (left !== right) differing.push(`${of}: ${left} and ${right}`);
  }
  return differing;
}

async function value(client: ClickHouseClient, query: string, organizationId: string): Promise<string> {
  const result = await client.query({
    query,
    query_params: { organizationId },
    format: 'JSONCompactEachRow',
  });
  const [row] = await result.json<[string]>();
  return row?.[0] ?? '';
}
