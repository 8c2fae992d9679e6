import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { findMissing } from '@heliograph/clickhouse/find-missing';
import type { InsertTable } from '@heliograph/queue/insert-claims';
import type { HalvedParts } from './halved-parts.ts';
import { insertIsolated, type RefusedRow } from './insert-isolated.ts';
import type { IngestTables, PreparedRecord } from './prepare-records.ts';

/** A batch on its way into the tables. */
export interface BatchToStore {
  jobId: string;
  /** 1 on the first try. */
  attempt: number;
  /** Whether an earlier attempt may have been cut short within an insert. */
  wasCut: boolean;
  halved: HalvedParts;
  prepared: readonly PreparedRecord[];
}

export interface StoreContext {
  clickHouse: ClickHouseClient;
  tables: IngestTables;
}

/** What ClickHouse won't take, by table. */
export type Refusals = Record<InsertTable, RefusedRow[]>;

export const insertTables = ['requests', 'request_bodies'] as const satisfies readonly InsertTable[];

/** How often rows are inserted anew that an insert cut short has lost, each time with a token of its own. */
const REPAIRS = 5;

/** Stores a batch in a table by itself. Gives the rows refused; throws like {@link insertIsolated}. */
export async function storeAlone(
  context: StoreContext,
  batch: BatchToStore,
  { table, token }: { table: InsertTable; token: string },
): Promise<RefusedRow[]> {
  const { attempt, halved, prepared, wasCut } = batch;
  const refused = await insertIsolated(
    prepared.map(({ rows }) => rows[table]),
    { table, token, attempt, halved, insert: (rows, part) => context.tables[table].insert(rows, part) },
  );
  if (!wasCut) return refused;
  const outside = new Set(refused.map(({ index }) => index));
  await storeMissing(
    context,
    prepared.filter((_, index) => !outside.has(index)),
    { table, token },
  );
  return refused;
}

/**
 * Looks whether the rows are in the table, and inserts those that aren't under tokens derived from `token`. Throws where
 * ClickHouse is away or doesn't keep what it takes.
 */
export async function storeMissing(
  { clickHouse, tables }: StoreContext,
  records: readonly PreparedRecord[],
  { table, token }: { table: InsertTable; token: string },
): Promise<void> {
  const keys = records.map(({ key }) => key);
  for (let again = 1; again <= REPAIRS; again += 1) {
    const missing = await findMissing(clickHouse, table, keys);
    if (missing.size === 0) return;
    const lacking = records.filter(({ key }) => missing.has(key.id));
    await tables[table].insert(
      lacking.map(({ rows }) => rows[table]),
      `${token}/again-${again}`,
    );
  }
  throw new Error(`${table} does not keep what it takes`);
}
