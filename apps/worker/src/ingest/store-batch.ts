import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { findMissing } from '@heliograph/clickhouse/find-missing';
import type { EncodedRow } from '@heliograph/clickhouse/row-encoder';
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

export const nothingRefused: Refusals = { requests: [], request_bodies: [] };

export const insertTables = ['requests', 'request_bodies'] as const satisfies readonly InsertTable[];

/** How often rows are inserted anew that an insert cut short has lost, each time with a token of its own. */
const REPAIRS = 5;

/** Where a batch goes, and under which token. */
export interface StoreTarget {
  table: InsertTable;
  token: string;
}

/** Stores a batch in a table by itself. Gives the rows refused; throws like {@link insertIsolated}. */
export async function storeAlone(
  context: StoreContext,
  batch: BatchToStore,
  target: StoreTarget,
): Promise<RefusedRow[]> {
  const every = batch.prepared.map((_, index) => index);
  const refused = await storeIsolated(context, batch, { ...target, indexes: every });
  if (!batch.wasCut) return refused;
  const outside = new Set(refused.map(({ index }) => index));
  const lost = await storeMissing(context, batch, {
    ...target,
    indexes: every.filter((index) => !outside.has(index)),
  });
  return [...refused, ...lost];
}

/**
 * Looks whether rows of a batch (all, unless `indexes` names them) are in the table, and inserts those that aren't under
 * tokens derived from `token`. Gives the rows refused; throws also where ClickHouse doesn't keep what it takes.
 */
export async function storeMissing(
  context: StoreContext,
  batch: BatchToStore,
  { table, token, indexes }: StoreTarget & { indexes?: readonly number[] },
): Promise<RefusedRow[]> {
  const refused: RefusedRow[] = [];
  let looked = indexes ?? batch.prepared.map((_, index) => index);
  for (let again = 1; again <= REPAIRS; again += 1) {
    const keys = looked.flatMap((index) => batch.prepared[index]?.key ?? []);
    const missing = await findMissing(context.clickHouse, table, keys);
    if (missing.size === 0) return refused;
    const lacking = looked.filter((index) => missing.has(batch.prepared[index]?.key.id ?? ''));
    const part = { table, token: `${token}/again-${again}`, indexes: lacking };
    refused.push(...(await storeIsolated(context, batch, part)));
    const outside = new Set(refused.map(({ index }) => index));
    looked = lacking.filter((index) => !outside.has(index));
  }
  throw new Error(`${table} does not keep what it takes`);
}

/** Inserts these rows of a batch, isolating what is refused. */
async function storeIsolated(
  { tables }: StoreContext,
  { prepared, attempt, halved }: BatchToStore,
  { table, token, indexes }: StoreTarget & { indexes: readonly number[] },
): Promise<RefusedRow[]> {
  const rows = indexes.flatMap((index) => prepared[index]?.rows[table] ?? []);
  const insert = (part: EncodedRow[], partToken: string) => tables[table].insert(part, partToken);
  const refused = await insertIsolated(rows, { table, token, attempt, halved, insert });
  return refused.map((row) => ({ ...row, index: indexes[row.index] ?? row.index }));
}
