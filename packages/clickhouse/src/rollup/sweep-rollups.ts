import { z } from 'zod';
import type { ClickHouseClient } from '../client.ts';
import { select } from '../select.ts';

/** Versions that one sweep takes away. */
const MOST_VERSIONS = 20_000;

const deadSchema = z.object({ version: z.string(), first: z.coerce.number(), last: z.coerce.number() });

/**
 * Takes away rows of versions that don't count: a newer one took their place, or who wrote them died before saying that
 * they are whole. Those written within `graceMs` are left: somebody may read them, or be writing them still. Resolves with
 * how many versions went; ClickHouse rewrites the parts concerned in the background. May be repeated at any point.
 */
export async function sweepRollups(
  client: ClickHouseClient,
  { graceMs = 3_600_000 }: { graceMs?: number } = {},
): Promise<number> {
  // Of every version the kind of all requests is written first: one row for a period, where it has requests.
  const found = await select(client, {
    purpose: 'rollups.dead',
    query: `SELECT toString(version) AS version, toUnixTimestamp(min(start)) AS first, toUnixTimestamp(max(start)) AS last
      FROM request_rollups
      WHERE kind = 'total' AND rolled_up_at <= now() - toIntervalSecond({grace:UInt32}) AND version NOT IN (
        SELECT argMax(version, (changes, version)) FROM rollup_periods GROUP BY organization_id, grain, start)
      GROUP BY version LIMIT ${MOST_VERSIONS}`,
    parameters: { grace: Math.floor(graceMs / 1000) },
    settings: { max_threads: 1 },
  });
  const dead = z.array(deadSchema).parse(found);
  if (dead.length === 0 || (await isSweeping(client))) return 0;
  const list = dead.map(({ version }) => version).join(', ');
  const bounds = `start >= toDateTime(${Math.min(...dead.map(({ first }) => first))}, 'UTC')
    AND start <= toDateTime(${Math.max(...dead.map(({ last }) => last))}, 'UTC')`;
  for (const table of ['request_rollups', 'rollup_periods'])
    await client.command({
      query: `ALTER TABLE ${table} DELETE WHERE ${bounds} AND version IN (${list})`,
      clickhouse_settings: { mutations_sync: '0' },
    });
  return dead.length;
}

async function isSweeping(client: ClickHouseClient): Promise<boolean> {
  const rows = await select(client, {
    purpose: 'rollups.sweeping',
    query: `SELECT 1 FROM system.mutations WHERE database = currentDatabase() AND table = 'request_rollups'
      AND NOT is_done AND NOT is_killed LIMIT 1`,
    parameters: {},
  });
  return rows.length > 0;
}
