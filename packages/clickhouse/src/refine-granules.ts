import { z } from 'zod';
import { type ClickHouseAddress, type ClickHouseClient, createClickHouseClient } from './client.ts';
import { select } from './select.ts';

/** What migration 0000 gives to tables that are made now, and which parts were written before. */
const refined = {
  requests: {
    settings: { index_granularity: '2048', min_compress_block_size: '16384' },
    isCoarse: 'rows > 2100 * marks',
  },
  request_bodies: {
    settings: { index_granularity_bytes: '1048576', merge_max_block_size_bytes: '1048576' },
    isCoarse: 'data_uncompressed_bytes > 1500000 * marks AND rows > marks',
  },
} as const;
type RefinedTable = keyof typeof refined;
const tables: readonly RefinedTable[] = ['requests', 'request_bodies'];

/** A month of many millions of rows is written anew by one statement (ms). */
const LONGEST_STATEMENT_MS = 24 * 3_600_000;

/**
 * Gives tables that were made before migration 0000 its smaller granules. ClickHouse doesn't change these in a table that
 * is there: so another takes its place and its parts, whole and by their names, and then they are written anew, month by
 * month. Until the parts have moved, their rows are missing from answers, and inserts aren't known by their tokens any
 * more: no worker may run. May be repeated after a crash at any point. Resolves with the tables it changed; rejects where
 * a table has mutations that haven't ended, or an engine of its own.
 */
export async function refineGranules(
  address: ClickHouseAddress,
  tell: (step: string) => void = () => undefined,
): Promise<RefinedTable[]> {
  const client = createClickHouseClient({ ...address, timeoutMs: LONGEST_STATEMENT_MS });
  try {
    const changed = new Set<RefinedTable>();
    // First all that no worker may see.
    for (const table of tables) if (await replaceTable(client, table, tell)) changed.add(table);
    for (const table of tables) if (await rewriteParts(client, table, tell)) changed.add(table);
    return [...changed];
  } finally {
    await client.close();
  }
}

/** Puts a table with small granules in the place of one without. Resolves with whether there was anything to do. */
async function replaceTable(
  client: ClickHouseClient,
  table: RefinedTable,
  tell: (step: string) => void,
): Promise<boolean> {
  const other = `${table}_coarse`;
  const engines = await readEngines(client, [table, other]);
  const engine = engines.get(table);
  if (engine === undefined) throw new Error(`There is no table ${table}: start the platform once.`);
  const wanted = withSettings(engine, refined[table].settings);
  if (engine === wanted && !engines.has(other)) return false;
  if (engine !== wanted) {
    if (!engine.startsWith('MergeTree '))
      throw new Error(`${table} has the engine ${engine.split(' ', 1)[0]}, which this doesn't change.`);
    await refuseUnfinished(client, table);
    if (!engines.has(other))
      await client.command({ query: `CREATE TABLE ${other} AS ${table} ENGINE = ${wanted}` });
    await client.command({ query: `EXCHANGE TABLES ${table} AND ${other}` });
  }
  for (const partition of await readPartitions(client, other, 'true')) {
    tell(`${table}: parts of ${partition} move`);
    await client.command({
      query: `ALTER TABLE ${other} MOVE PARTITION ID '${partition}' TO TABLE ${table}`,
    });
  }
  await client.command({ query: `DROP TABLE ${other} SYNC` });
  return true;
}

/** Writes the months anew that have parts with large granules. */
async function rewriteParts(
  client: ClickHouseClient,
  table: RefinedTable,
  tell: (step: string) => void,
): Promise<boolean> {
  const partitions = await readPartitions(client, table, refined[table].isCoarse);
  if (partitions.length === 0) return false;
  // A merge column by column keeps the granules that it finds.
  await client.command({ query: `ALTER TABLE ${table} MODIFY SETTING enable_vertical_merge_algorithm = 0` });
  try {
    for (const partition of partitions) {
      tell(`${table}: ${partition} is written anew`);
      await client.command({ query: `OPTIMIZE TABLE ${table} PARTITION ID '${partition}' FINAL` });
    }
  } finally {
    await client.command({ query: `ALTER TABLE ${table} RESET SETTING enable_vertical_merge_algorithm` });
  }
  return true;
}

/** An engine clause with these settings beside, or in place of, its own. */
function withSettings(engine: string, settings: Record<string, string>): string {
  const [clause = '', tail = ''] = engine.split(' SETTINGS ');
  const own = tail === '' ? [] : tail.split(', ').map((setting) => setting.split(' = '));
  const all = { ...Object.fromEntries(own), ...settings };
  const list = Object.entries(all).map(([name, value]) => `${name} = ${String(value)}`);
  return `${clause} SETTINGS ${list.join(', ')}`;
}

async function readEngines(client: ClickHouseClient, tables: string[]): Promise<Map<string, string>> {
  const rows = await select(client, {
    purpose: 'granules.engines',
    query: `SELECT name, engine_full FROM system.tables
      WHERE database = currentDatabase() AND name IN {tables:Array(String)}`,
    parameters: { tables },
  });
  const parsed = z.array(z.object({ name: z.string(), engine_full: z.string() })).parse(rows);
  return new Map(parsed.map(({ name, engine_full }) => [name, engine_full]));
}

async function readPartitions(client: ClickHouseClient, table: string, condition: string): Promise<string[]> {
  const rows = await select(client, {
    purpose: 'granules.partitions',
    query: `SELECT DISTINCT partition_id FROM system.parts
      WHERE active AND database = currentDatabase() AND table = {table:String} AND ${condition}
      ORDER BY partition_id DESC`,
    parameters: { table },
  });
  return z
    .array(z.object({ partition_id: z.string() }))
    .parse(rows)
    .map(({ partition_id }) => partition_id);
}

/** Parts take along what was written into them, not what a mutation was about to write. */
async function refuseUnfinished(client: ClickHouseClient, table: string): Promise<void> {
  const rows = await select(client, {
    purpose: 'granules.mutations',
    query: `SELECT 1 FROM system.mutations
      WHERE database = currentDatabase() AND table = {table:String} AND NOT is_done AND NOT is_killed LIMIT 1`,
    parameters: { table },
  });
  if (rows.length > 0)
    throw new Error(`ClickHouse still rewrites parts of ${table} (system.mutations): wait until it has.`);
}
