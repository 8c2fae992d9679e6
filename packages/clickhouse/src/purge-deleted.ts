import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { select } from './select.ts';

/** Milliseconds between two looks at a mutation. */
const POLL_MS = 500;
/** Days for which a deletion is remembered, so that a copy of the row that arrives late stays hidden. */
const REMEMBERED_DAYS = 30;

/** Tables with the rows of requests, and how these are told to be deleted. */
const rowTables = ['requests', 'request_bodies'];
const rowIsDeleted = `(organization_id, created_at, id) IN (
  SELECT organization_id, created_at, id FROM request_deletions)`;
/** Tables of what arrived for requests later; they know the id alone. */
const laterTables = ['request_feedback', 'request_scores', 'request_property_changes'];
const laterIsDeleted = `(organization_id, id) IN (SELECT organization_id, id FROM request_deletions)
  AND (organization_id, id) NOT IN (
    SELECT organization_id, id FROM requests WHERE (organization_id, id) IN (
      SELECT organization_id, id FROM request_deletions))`;

/**
 * Takes deleted requests from the disk: one mutation of each table that holds something of them, which rewrites the parts
 * concerned and leaves the others alone. Returns the tables it rewrote; resolves when ClickHouse has done. May be
 * repeated at any point, and by several workers at once.
 */
export async function purgeDeleted(client: ClickHouseClient): Promise<string[]> {
  const purged: string[] = [];
  const purge = async (table: string, condition: string) => {
    if (!(await holds(client, table, condition))) return;
    // What an earlier sweep has begun goes on by itself; a second mutation would do the same again.
    if (!(await isMutating(client, table))) {
      await client.command({
        query: `ALTER TABLE ${table} DELETE WHERE ${condition}`,
        clickhouse_settings: { mutations_sync: '0', allow_nondeterministic_mutations: 1 },
      });
    }
    await untilMutated(client, table);
    purged.push(table);
  };
  for (const table of rowTables) await purge(table, rowIsDeleted);
  for (const table of laterTables) await purge(table, laterIsDeleted);
  // Only here is it certain that no row is left which would show again.
  if (purged.length === 0) {
    const old = `deleted_at < now() - INTERVAL ${REMEMBERED_DAYS} DAY`;
    if (await holds(client, 'request_deletions', old))
      await client.command({ query: `ALTER TABLE request_deletions DELETE WHERE ${old}` });
  }
  return purged;
}

async function holds(client: ClickHouseClient, table: string, condition: string): Promise<boolean> {
  const rows = await select(client, {
    purpose: 'purge.look',
    query: `SELECT 1 FROM ${table} WHERE ${condition} LIMIT 1`,
    parameters: {},
  });
  return rows.length > 0;
}

async function isMutating(client: ClickHouseClient, table: string): Promise<boolean> {
  return (await unfinished(client, table)).length > 0;
}

/** Waits until no sweep of the table is under way. One that can't succeed is taken back, and said to have failed. */
async function untilMutated(client: ClickHouseClient, table: string): Promise<void> {
  for (;;) {
    const [mutation] = await unfinished(client, table);
    if (mutation === undefined) return;
    if (mutation.latest_fail_reason !== '') {
      await client.command({
        query: `KILL MUTATION WHERE database = currentDatabase() AND table = {table:String}
          AND mutation_id = {mutation:String} SYNC`,
        query_params: { table, mutation: mutation.mutation_id },
      });
      throw new Error(`ClickHouse could not delete from ${table}; see system.mutations`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const mutationSchema = z.object({ mutation_id: z.string(), latest_fail_reason: z.string() });

async function unfinished(client: ClickHouseClient, table: string) {
  const rows = await select(client, {
    purpose: 'purge.wait',
    query: `SELECT mutation_id, latest_fail_reason FROM system.mutations
      WHERE database = currentDatabase() AND table = {table:String} AND NOT is_done AND NOT is_killed
        AND position(command, 'request_deletions') > 0 LIMIT 1`,
    parameters: { table },
  });
  return z.array(mutationSchema).parse(rows);
}
