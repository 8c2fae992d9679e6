import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { findMissing, type RowKey } from '@heliograph/clickhouse/find-missing';
import { type RequestBodiesRow, insertRequestBodies } from '@heliograph/clickhouse/request-bodies-table';
import { type RequestRow, insertRequests } from '@heliograph/clickhouse/requests-table';
import type { CapturedExchange, LogRecord } from '@heliograph/contracts/log-record';
import { decodeExchange } from '@heliograph/providers/decode-exchange';
import { type InsertTokens, readJob, replayOf } from '@heliograph/queue/ingest-queue';
import type { TokenCounter } from '../estimate/token-counter.ts';
import { withEstimate } from '../estimate/with-estimate.ts';
import type { OrganizationPrices, PriceBooks } from '../prices/price-books.ts';
import { buildBodiesRow } from './build-bodies-row.ts';
import { buildRequestRow } from './build-request-row.ts';
import { costOfExchange } from './cost-of-exchange.ts';
import { describeFailure } from './describe-failure.ts';
import type { HalvedParts } from './halved-parts.ts';
import { insertIsolated, type RefusedRow } from './insert-isolated.ts';
import { type DeadRecord, layAside, type LayAsideContext, letterIdOf } from './lay-aside.ts';

export interface IngestContext extends LayAsideContext {
  clickHouse: ClickHouseClient;
  tokens: TokenCounter;
  priceBooks: PriceBooks;
}

export interface IngestBatch {
  jobId: string;
  /** 1 on the first try. */
  attempt: number;
  /** Whether an earlier attempt may have been cut short within an insert. */
  wasCut: boolean;
  data: unknown;
  halved: HalvedParts;
}

interface Prepared {
  frame: Uint8Array;
  position: number;
  record: LogRecord;
  requestRow: RequestRow;
  bodiesRow: RequestBodiesRow;
}

/** How often rows are inserted anew that an insert cut short has lost, each time with a token of its own. */
const REPAIRS = 5;
/** Milliseconds of decoding after which others (lock renewals among them) get their turn. */
const SLICE_MS = 25;

/**
 * One job: decode → usage → rows → both inserts. Resolves only when every record is in ClickHouse or among the dead
 * letters; may be repeated at any point, since inserts are deduplicated by the job's id. Throws to be tried again.
 */
export async function ingestBatch(
  context: IngestContext,
  { jobId, attempt, wasCut, data, halved }: IngestBatch,
): Promise<void> {
  const { clickHouse, metrics } = context;
  const replay = replayOf(data);
  const { prepared, dead } = await prepare(context, data, jobId);
  // A letter on its second way lacks its row in some tables only, and the others must not get it again.
  const tokens = replay?.tokens ?? { requests: jobId, request_bodies: jobId };
  const store = async <Row extends RowKey>(
    table: keyof InsertTokens,
    rowOf: (row: Prepared) => Row,
    insert: (client: ClickHouseClient, rows: Row[], token: string) => Promise<void>,
  ): Promise<RefusedRow[]> => {
    const token = tokens[table];
    if (token === undefined) return [];
    const rows = prepared.map(rowOf);
    const refused = await insertIsolated(rows, {
      table,
      token,
      attempt,
      halved,
      insert: (part, partToken) => insert(clickHouse, part, partToken),
    });
    if (!wasCut) return refused;
    const outside = new Set(refused.map(({ index }) => index));
    const stored = rows.filter((_, index) => !outside.has(index));
    for (let again = 1; again <= REPAIRS; again += 1) {
      const missing = await findMissing(clickHouse, table, stored);
      if (missing.size === 0) return refused;
      const lacking = stored.filter(({ id }) => missing.has(id));
      await insert(clickHouse, lacking, `${token}/again-${again}`);
    }
    throw new Error(`${table} does not keep what it takes`);
  };
  const [requests, bodies] = await Promise.all([
    store('requests', ({ requestRow }) => requestRow, insertRequests),
    store('request_bodies', ({ bodiesRow }) => bodiesRow, insertRequestBodies),
  ]);
  dead.push(...refusedRecords(prepared, { requests, request_bodies: bodies }));
  await layAside(context, { jobId, letterId: replay?.letterId }, dead);
  if (halved.any()) await forgetLetters(context, jobId, prepared, dead);
  const refusedIndexes = new Set(requests.map(({ index }) => index));
  const now = context.now();
  for (const [index, { record, requestRow }] of prepared.entries()) {
    if (refusedIndexes.has(index)) continue;
    metrics.recordStored(now - (record.createdAt + record.latencyMs));
    if (requestRow.cost_total === null && requestRow.usage_source !== 'none') metrics.recordUnpriced();
  }
}

/** One dead record for each row that any table refused. */
function refusedRecords(
  prepared: readonly Prepared[],
  refusals: Record<keyof InsertTokens, RefusedRow[]>,
): DeadRecord[] {
  const dead = new Map<number, DeadRecord>();
  for (const table of ['requests', 'request_bodies'] as const) {
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
  prepared: readonly Prepared[],
  dead: readonly DeadRecord[],
): Promise<void> {
  const laidAside = new Set(dead.map(({ position }) => position));
  for (const { position, record } of prepared) {
    if (!laidAside.has(position))
      await deadLetters.remove(record.organizationId, letterIdOf(jobId, position));
  }
}

/** The rows of every record that can be read; the others with what is wrong with them. */
async function prepare(
  context: IngestContext,
  data: unknown,
  jobId: string,
): Promise<{ prepared: Prepared[]; dead: DeadRecord[] }> {
  const prepared: Prepared[] = [];
  const dead: DeadRecord[] = [];
  let sliceEnd = performance.now() + SLICE_MS;
  const items = await readJob(data);
  const organizations = items.flatMap((item) =>
    'exchange' in item ? [item.exchange.record.organizationId] : [],
  );
  const pricesOf = await context.priceBooks.load(organizations);
  for (const [position, item] of items.entries()) {
    const built = 'damage' in item ? item : await buildRows(context, item.exchange, pricesOf);
    if ('damage' in built) {
      // No insert was tried with it, so that any token of its own will do.
      const token = `${jobId}/record-${position}`;
      const insertTokens = { requests: token, request_bodies: token };
      const { damage } = built;
      dead.push({ frame: item.frame, position, reason: damage, summary: damage, tokens: insertTokens });
    } else prepared.push({ frame: item.frame, position, ...built });
    if (performance.now() > sliceEnd) {
      await yieldToOthers();
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
  return { prepared, dead };
}

/** A record that our own code fails on is laid aside like one that is damaged: it must not hold up the others. */
async function buildRows(
  { tokens }: IngestContext,
  exchange: CapturedExchange,
  pricesOf: (organizationId: string) => OrganizationPrices,
): Promise<Pick<Prepared, 'record' | 'requestRow' | 'bodiesRow'> | { damage: string }> {
  try {
    const decoded = await withEstimate(decodeExchange(exchange), tokens);
    return {
      record: exchange.record,
      requestRow: buildRequestRow(
        exchange,
        decoded,
        costOfExchange(exchange.record, decoded, pricesOf(exchange.record.organizationId)),
      ),
      bodiesRow: buildBodiesRow(exchange, decoded),
    };
  } catch (error) {
    return { damage: `it could not be made into a row (${describeFailure(error)})` };
  }
}
