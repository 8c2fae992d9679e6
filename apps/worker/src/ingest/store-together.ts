import { isRefusal } from '@heliograph/clickhouse/is-refusal';
import type { InsertClaim, InsertClaims, InsertTable } from '@heliograph/queue/insert-claims';
import type { RefusedRow } from './insert-isolated.ts';
import type { PreparedRecord } from './prepare-records.ts';
import type { Room } from './room.ts';
import {
  type BatchToStore,
  insertTables,
  nothingRefused,
  type Refusals,
  storeAlone,
  type StoreContext,
  storeMissing,
} from './store-batch.ts';

export interface StoreTogetherContext extends StoreContext {
  claims: InsertClaims;
  /** Room for batches that go alone: isolating what is refused takes many inserts. */
  alone: Room;
  /** The records of a batch that is in the queue and in other hands, as they are inserted; null where it has left. */
  prepareOther(jobId: string): Promise<readonly PreparedRecord[] | null>;
}

/** What came of a batch: its rows are in, but for those refused; or why it must be tried again. */
type StoreOutcome = { refusals: Refusals } | { error: unknown };

/** A batch in hand with its outcome. */
export type StoredBatch = readonly [BatchToStore, StoreOutcome];

/**
 * Makes the shared inserts of the batches in hand that have this claim, one for each table. Resolves when they are made,
 * or given up, with what is left to do for the batches by themselves, which gives their outcomes. Never rejects, nor does
 * what it gives. Where some batches of the claim are in other hands the whole insert is made all the same, since its token
 * stands for all of it: whoever makes it second changes nothing.
 */
export async function storeTogether(
  context: StoreTogetherContext,
  claim: InsertClaim,
  inHand: readonly BatchToStore[],
): Promise<() => Promise<StoredBatch[]>> {
  const tables = insertTables.filter((table) => claim.batches.length > 1 && !claim.divided.includes(table));
  try {
    const made = await insertShared(context, { claim, inHand, tables });
    return () => Promise.all(inHand.map((batch) => storeRest(context, batch, made)));
  } catch (error) {
    return () => Promise.resolve(inHand.map((batch) => [batch, { error }]));
  }
}

/** What came of a claim's shared inserts. */
interface SharedOutcome {
  /** Tables whose insert was made; in the others each batch goes alone. */
  tables: InsertTable[];
  /** Whether they were made can't be known, only looked at. */
  isUnsure: boolean;
}

/** What a batch needs beside its shared inserts. What it meets is nothing to the others. */
async function storeRest(
  context: StoreTogetherContext,
  batch: BatchToStore,
  { tables, isUnsure }: SharedOutcome,
): Promise<StoredBatch> {
  const looks = isUnsure || batch.wasCut;
  if (tables.length === insertTables.length && !looks) return [batch, { refusals: nothingRefused }];
  const storeInto = async (table: InsertTable): Promise<RefusedRow[]> => {
    const target = { table, token: batch.jobId };
    if (!tables.includes(table)) return storeAlone(context, batch, target);
    return looks ? storeMissing(context, batch, target) : [];
  };
  const leave = await context.alone.enter(1);
  try {
    const [requests, request_bodies] = await Promise.all([
      storeInto('requests'),
      storeInto('request_bodies'),
    ]);
    return [batch, { refusals: { requests, request_bodies } }];
  } catch (error) {
    return [batch, { error }];
  } finally {
    leave();
  }
}

async function insertShared(
  context: StoreTogetherContext,
  { claim, inHand, tables }: { claim: InsertClaim; inHand: readonly BatchToStore[]; tables: InsertTable[] },
): Promise<SharedOutcome> {
  if (tables.length === 0) return { tables, isUnsure: false };
  const records = await recordsOf(context, claim, inHand);
  // A batch leaves the queue when its rows are in, and the others' came with them: that is only looked at.
  if (records === null) return { tables, isUnsure: true };
  const made = await Promise.all(
    tables.map(async (table) => {
      try {
        const rows = records.map((record) => record.rows[table]);
        await context.tables[table].insert(rows, claim.token);
        return [table];
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // At once: those that aren't to blame shall not wait for who is, and alone it is tried again as it was.
        await context.claims.divide(claim, table);
        return [];
      }
    }),
  );
  return { tables: made.flat(), isUnsure: false };
}

/** All records of a claim in its order; null where one of its batches has left the queue. */
async function recordsOf(
  { prepareOther }: StoreTogetherContext,
  { batches }: InsertClaim,
  inHand: readonly BatchToStore[],
): Promise<PreparedRecord[] | null> {
  const all: PreparedRecord[] = [];
  for (const jobId of batches) {
    const mine = inHand.find((batch) => batch.jobId === jobId);
    const records = mine?.prepared ?? (await prepareOther(jobId));
    if (records === null) return null;
    all.push(...records);
  }
  return all;
}
