import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { markChanges } from './rollup/mark-changes.ts';
import { fromTimestamp } from './timestamp.ts';
import { amountColumns, type CostColumns } from './cost-columns.ts';

/** A row's new cost. Rows are known by time and id; the id alone may have been sent twice by a caller. */
export interface CostChange {
  createdAt: string;
  id: string;
  cost: CostColumns;
}

/** Milliseconds between two looks at a mutation. */
const POLL_MS = 200;
const costColumns = [...amountColumns, 'cost_source', 'price_row', 'cost_flags'];

/**
 * Gives rows of `requests` another cost. The new costs go into a table of their own in memory, from which one mutation
 * takes them; it stays until ClickHouse has done, because a mutation that lost it would stand still for ever.
 * `name` tells jobs apart (letters, digits, _). May be repeated at any point. Rejects where ClickHouse is away or fails.
 */
export async function changeCosts(
  client: ClickHouseClient,
  { name, organizationId, changes }: { name: string; organizationId: string; changes: readonly CostChange[] },
): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const table = `repriced_${name}`;
  // What an earlier attempt has begun goes on in ClickHouse by itself.
  await untilMutated(client, table);
  await client.command({ query: `DROP TABLE IF EXISTS ${table} SYNC` });
  await client.command({
    query: `CREATE TABLE ${table} (
      created_at DateTime64(3, 'UTC'), id UUID, staged UInt8,
      ${amountColumns.map((column) => `${column} Nullable(Decimal(18, 12))`).join(', ')},
      cost_source String, price_row String, cost_flags Array(String)
    ) ENGINE = Join(ANY, LEFT, created_at, id)`,
  });
  await client.insert({
    table,
    values: changes.map(({ createdAt, id, cost }) => ({
      created_at: createdAt,
      id,
      staged: 1,
      ...Object.fromEntries(costColumns.map((column) => [column, cost[column as keyof CostColumns]])),
    })),
    format: 'JSONEachRow',
    clickhouse_settings: { async_insert: 0 },
  });
  const times = changes.map(({ createdAt }) => createdAt).sort();
  await markChanges(client, {
    organizationId,
    moments: changes.map(({ createdAt }) => Date.parse(fromTimestamp(createdAt))),
  });
  const database = await currentDatabase(client);
  const taken = (column: string) => `joinGet('${database}.${table}', '${column}', created_at, id)`;
  await client.command({
    query: `ALTER TABLE requests UPDATE ${costColumns.map((column) => `${column} = ${taken(column)}`).join(', ')}
      WHERE organization_id = {organizationId:UUID}
        AND created_at >= {from:DateTime64(3, 'UTC')} AND created_at <= {to:DateTime64(3, 'UTC')}
        AND ${taken('staged')} = 1`,
    query_params: { organizationId, from: times[0], to: times.at(-1) },
    clickhouse_settings: { mutations_sync: '0', allow_nondeterministic_mutations: 1 },
  });
  await untilMutated(client, table);
  await client.command({ query: `DROP TABLE IF EXISTS ${table} SYNC` });
}

/** Waits until no mutation needs the table any more. One that can't succeed is taken back, and its reason thrown. */
async function untilMutated(client: ClickHouseClient, table: string): Promise<void> {
  for (;;) {
    const [unfinished] = await unfinishedMutations(client, table);
    if (unfinished === undefined) return;
    if (unfinished.latest_fail_reason !== '') {
      await client.command({
        query: `KILL MUTATION WHERE database = currentDatabase() AND table = 'requests'
          AND mutation_id = {mutation:String} SYNC`,
        query_params: { mutation: unfinished.mutation_id },
      });
      throw new Error('ClickHouse could not write the new costs; see system.mutations');
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Whether some request may have its new cost while another, changed by the same order, still has its old one. */
export async function isChangingCosts(client: ClickHouseClient): Promise<boolean> {
  return (await unfinishedMutations(client, 'repriced_')).length > 0;
}

const mutationSchema = z.object({ mutation_id: z.string(), latest_fail_reason: z.string() });

async function unfinishedMutations(client: ClickHouseClient, table: string) {
  const result = await client.query({
    query: `SELECT mutation_id, latest_fail_reason FROM system.mutations
      WHERE database = currentDatabase() AND table = 'requests' AND NOT is_done AND NOT is_killed
        AND position(command, {table:String}) > 0 LIMIT 1`,
    query_params: { table },
    format: 'JSONEachRow',
  });
  return z.array(mutationSchema).parse(await result.json());
}

async function currentDatabase(client: ClickHouseClient): Promise<string> {
  const result = await client.query({ query: 'SELECT currentDatabase() AS name', format: 'JSONEachRow' });
  const [row] = z.array(z.object({ name: z.string().regex(/^\w+$/) })).parse(await result.json());
  if (row === undefined) throw new Error('ClickHouse named no database');
  return row.name;
}
