import { isRefusal } from '@heliograph/clickhouse/is-refusal';
import type { InsertClaim, InsertClaims, InsertTable } from '@heliograph/queue/insert-claims';
import { type RefusedRow, UNCHANGED_ATTEMPTS } from './insert-isolated.ts';
import type { PreparedRecord } from './prepare-records.ts';
import {
  type BatchToStore,
  insertTables,
  type Refusals,
  storeAlone,
  type StoreContext,
  storeMissing,
} from './store-batch.ts';

export interface StoreTogetherContext extends StoreContext {
  claims: InsertClaims;
  /** The records of a batch that is in the queue and in other hands, as they are inserted; null where it has left. */
  prepareOther(jobId: string): Promise<readonly PreparedRecord[] | null>;
}

/** What came of a batch: its rows are in, but for those refused; or why it must be tried again. */
type StoreOutcome = { refusals: Refusals } | { error: unknown };

/** A batch in hand with its outcome. */
export type StoredBatch = readonly [BatchToStore, StoreOutcome];

/**
 * Stores the batches in hand that share a claim, in one insert for each table. Where some of its batches are in other
 * hands the whole insert is made all the same, since its token stands for all of it: whoever makes it second changes
 * nothing. Never rejects.
 */
export async function storeTogether(
  context: StoreTogetherContext,
  claim: InsertClaim,
  inHand: readonly BatchToStore[],
): Promise<StoredBatch[]> {
  const shared = insertTables.filter((table) => claim.batches.length > 1 && !claim.divided.includes(table));
  try {
    const { divided, isUnsure } = await insertShared(context, { claim, inHand, tables: shared });
    const storeInto = async (batch: BatchToStore, table: InsertTable): Promise<RefusedRow[]> => {
      const target = { table, token: batch.jobId };
      if (!shared.includes(table) || divided.includes(table)) return storeAlone(context, batch, target);
      return isUnsure || batch.wasCut ? storeMissing(context, batch, target) : [];
    };
    // Each by itself: what one batch meets is nothing to the others.
    return await Promise.all(
      inHand.map(async (batch): Promise<StoredBatch> => {
        try {
          const [requests, request_bodies] = await Promise.all([
            storeInto(batch, 'requests'),
            storeInto(batch, 'request_bodies'),
          ]);
          return [batch, { refusals: { requests, request_bodies } }];
        } catch (error) {
          return [batch, { error }];
        }
      }),
    );
  } catch (error) {
    return inHand.map((batch) => [batch, { error }]);
  }
}

/** Makes the shared inserts. Gives the tables in which they were given up now, and whether it can't be known that they were made. */
async function insertShared(
  context: StoreTogetherContext,
  { claim, inHand, tables }: { claim: InsertClaim; inHand: readonly BatchToStore[]; tables: InsertTable[] },
): Promise<{ divided: InsertTable[]; isUnsure: boolean }> {
  if (tables.length === 0) return { divided: [], isUnsure: false };
  const records = await recordsOf(context, claim, inHand);
  // A batch leaves the queue when its rows are in, and the others' came with them: that is only looked at.
  if (records === null) return { divided: [], isUnsure: true };
  const attempt = Math.max(...inHand.map((batch) => batch.attempt));
  const divided = await Promise.all(
    tables.map(async (table) => {
      try {
        const rows = records.map((record) => record.rows[table]);
        await context.tables[table].insert(rows, claim.token);
        return [];
      } catch (error) {
        if (!isRefusal(error) || attempt < UNCHANGED_ATTEMPTS) throw error;
        await context.claims.divide(claim, table);
        return [table];
      }
    }),
  );
  return { divided: divided.flat(), isUnsure: false };
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
