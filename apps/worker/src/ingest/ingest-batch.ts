import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { type RequestBodiesRow, insertRequestBodies } from '@heliograph/clickhouse/request-bodies-table';
import { type RequestRow, insertRequests } from '@heliograph/clickhouse/requests-table';
import type { LogRecord } from '@heliograph/contracts/log-record';
import { decodeExchange } from '@heliograph/providers/decode-exchange';
import { type DeadLetterQueue, addDeadLetter } from '@heliograph/queue/dead-letter-queue';
import { readJob } from '@heliograph/queue/ingest-queue';
import type { WorkerMetrics } from '../metrics.ts';
import { buildBodiesRow } from './build-bodies-row.ts';
import { buildRequestRow } from './build-request-row.ts';
import type { HalvedParts } from './halved-parts.ts';
import { insertIsolated } from './insert-isolated.ts';

export interface IngestContext {
  clickHouse: ClickHouseClient;
  deadLetters: DeadLetterQueue;
  metrics: WorkerMetrics;
  log: Logger;
  /** Milliseconds since the epoch. */
  now: () => number;
}

export interface IngestBatch {
  jobId: string;
  /** 1 on the first try. */
  attempt: number;
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

/** Milliseconds of decoding after which others (lock renewals among them) get their turn. */
const SLICE_MS = 25;

/**
 * One job: decode → usage → rows → both inserts. Resolves only when every record is in ClickHouse or among the dead
 * letters; may be repeated at any point, since inserts are deduplicated by the job's id. Throws to be tried again.
 */
export async function ingestBatch(
  context: IngestContext,
  { jobId, attempt, data, halved }: IngestBatch,
): Promise<void> {
  const { clickHouse, metrics } = context;
  const { prepared, dead } = await prepare(data);
  const common = { token: jobId, attempt, halved };
  const [requests, bodies] = await Promise.all([
    insertIsolated(
      prepared.map(({ requestRow }) => requestRow),
      { ...common, table: 'requests', insert: (rows, token) => insertRequests(clickHouse, rows, token) },
    ),
    insertIsolated(
      prepared.map(({ bodiesRow }) => bodiesRow),
      {
        ...common,
        table: 'request_bodies',
        insert: (rows, token) => insertRequestBodies(clickHouse, rows, token),
      },
    ),
  ]);
  for (const [table, refused] of [
    ['requests', requests],
    ['request_bodies', bodies],
  ] as const) {
    for (const { index, reason, summary } of refused) {
      const row = prepared[index];
      if (row === undefined) continue;
      const { frame, position } = row;
      dead.push({ frame, position, reason: `${table}: ${reason}`, summary: `${table}: ${summary}` });
    }
  }
  await layAside(context, jobId, dead);
  const refusedIndexes = new Set(requests.map(({ index }) => index));
  const now = context.now();
  for (const [index, { record }] of prepared.entries()) {
    if (!refusedIndexes.has(index)) metrics.recordStored(now - (record.createdAt + record.latencyMs));
  }
}

interface Dead {
  frame: Uint8Array;
  position: number;
  /** For whoever looks at the dead letter, which holds the record anyway. */
  reason: string;
  /** For the log: nothing of the record. */
  summary: string;
}

/** The rows of every record that can be read; the others with what is wrong with them. */
async function prepare(data: unknown): Promise<{ prepared: Prepared[]; dead: Dead[] }> {
  const prepared: Prepared[] = [];
  const dead: Dead[] = [];
  let sliceEnd = performance.now() + SLICE_MS;
  for (const [position, item] of (await readJob(data)).entries()) {
    if ('damage' in item) {
      dead.push({ frame: item.frame, position, reason: item.damage, summary: item.damage });
      continue;
    }
    const decoded = decodeExchange(item.exchange);
    prepared.push({
      frame: item.frame,
      position,
      record: item.exchange.record,
      requestRow: buildRequestRow(item.exchange, decoded),
      bodiesRow: buildBodiesRow(item.exchange, decoded),
    });
    if (performance.now() > sliceEnd) {
      await yieldToOthers();
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
  return { prepared, dead };
}

async function layAside(
  { deadLetters, metrics, log }: IngestContext,
  jobId: string,
  dead: Dead[],
): Promise<void> {
  for (const { frame, position, reason, summary } of dead) {
    await addDeadLetter(deadLetters, { sourceJobId: jobId, position, reason, frame });
    metrics.recordLaidAside();
    log.error(
      { jobId, position, reason: summary },
      'A record could not be stored and lies among the dead letters',
    );
  }
}
