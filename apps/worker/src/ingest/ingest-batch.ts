import { replayOf, type InsertTokens } from '@heliograph/queue/ingest-queue';
import type { StoredRequest } from '@heliograph/queue/live-requests';
import type { InsertClaims } from '@heliograph/queue/insert-claims';
import type { HalvedParts } from './halved-parts.ts';
import { type DeadRecord, layAside, type LayAsideContext, letterIdOf } from './lay-aside.ts';
import type { PreparedRecord } from './prepare-records.ts';
import type { SharedInserts } from './shared-inserts.ts';
import {
  type BatchToStore,
  insertTables,
  type Refusals,
  storeAlone,
  type StoreContext,
} from './store-batch.ts';

export interface IngestContext extends LayAsideContext, StoreContext {
  sharedInserts: SharedInserts;
  /** Tells pages that are open of requests which can be read from now on. Never rejects. */
  announce(stored: ReadonlyMap<string, StoredRequest[]>): Promise<void>;
  claims: InsertClaims;
}

export interface IngestBatch {
  jobId: string;
  /** 1 on the first try. */
  attempt: number;
  /** Whether an earlier attempt may have been cut short within an insert. */
  wasCut: boolean;
  data: unknown;
  halved: HalvedParts;
  /** The job's records; see prepareRecords. */
  prepared: readonly PreparedRecord[];
  dead: readonly DeadRecord[];
}

/**
 * Both inserts of one job. Resolves only when every record is in ClickHouse or among the dead letters; may be repeated
 * at any point, since inserts are deduplicated by tokens that stay with the job. Throws to be tried again.
 */
export async function ingestBatch(context: IngestContext, batch: IngestBatch): Promise<void> {
  const { jobId, data, halved, prepared } = batch;
  const { metrics } = context;
  const replay = replayOf(data);
  const refusals =
    replay === undefined
      ? await context.sharedInserts.store(batch)
      : await storeReplay(context, batch, replay.tokens);
  const dead = [...batch.dead, ...refusedRecords(prepared, refusals)];
  await layAside(context, { jobId, letterId: replay?.letterId }, dead);
  if (halved.any()) await forgetLetters(context, jobId, prepared, dead);
  // Last of all: who finds the mark does nothing more.
  if (replay === undefined) await context.claims.stored(jobId);
  const refusedIndexes = new Set(refusals.requests.map(({ index }) => index));
  const now = context.now();
  const stored = new Map<string, StoredRequest[]>();
  for (const [index, { endedAt, isUnpriced, key, createdAt }] of prepared.entries()) {
    if (refusedIndexes.has(index)) continue;
    metrics.recordStored(now - endedAt);
    if (isUnpriced) metrics.recordUnpriced();
    const own = stored.get(key.organization_id);
    if (own === undefined) stored.set(key.organization_id, [{ id: key.id, createdAt }]);
    else own.push({ id: key.id, createdAt });
  }
  void context.announce(stored);
}

/** A letter on its second way lacks its row in some tables only, and the others must not get it again. */
async function storeReplay(
  context: StoreContext,
  batch: BatchToStore,
  tokens: InsertTokens,
): Promise<Refusals> {
  const refusals: Refusals = { requests: [], request_bodies: [] };
  for (const table of insertTables) {
    const token = tokens[table];
    if (token !== undefined) refusals[table] = await storeAlone(context, batch, { table, token });
  }
  return refusals;
}

/** One dead record for each row that any table refused. */
function refusedRecords(prepared: readonly PreparedRecord[], refusals: Refusals): DeadRecord[] {
  const dead = new Map<number, DeadRecord>();
  for (const table of insertTables) {
    for (const { index, token, reason, summary } of refusals[table]) {
      const row = prepared[index];
      if (row === undefined) continue;
      const { frame, position } = row;
      const before = dead.get(index);
      dead.set(index, {
        frame,
        position,
        reason: before?.reason ?? `${table}: ${reason}`,
        summary: before?.summary ?? `${table}: ${summary}`,
        tokens: { ...before?.tokens, [table]: token },
      });
    }
  }
  return [...dead.values()];
}

/** An earlier attempt that was cut short may have laid aside what is stored now. */
async function forgetLetters(
  { deadLetters }: IngestContext,
  jobId: string,
  prepared: readonly PreparedRecord[],
  dead: readonly DeadRecord[],
): Promise<void> {
  const laidAside = new Set(dead.map(({ position }) => position));
  for (const { position, key } of prepared) {
    if (!laidAside.has(position)) await deadLetters.remove(key.organization_id, letterIdOf(jobId, position));
  }
}
