import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { RowKey } from '@heliograph/clickhouse/find-missing';
import type { RequestBodiesRow } from '@heliograph/clickhouse/request-bodies-table';
import type { RequestRow } from '@heliograph/clickhouse/requests-table';
import type { EncodedRow } from '@heliograph/clickhouse/row-encoder';
import type { TableWriter } from '@heliograph/clickhouse/table-writer';
import { toTimestamp } from '@heliograph/clickhouse/timestamp';
import type { CapturedExchange, LogRecord } from '@heliograph/contracts/log-record';
import { decodeExchange } from '@heliograph/providers/decode-exchange';
import { readJob } from '@heliograph/queue/ingest-queue';
import type { TokenCounter } from '../estimate/token-counter.ts';
import { withEstimate } from '../estimate/with-estimate.ts';
import type { OrganizationPrices, PriceBooks } from '../prices/price-books.ts';
import { buildBodiesRow } from './build-bodies-row.ts';
import { buildRequestRow } from './build-request-row.ts';
import { costOfExchange } from './cost-of-exchange.ts';
import { describeFailure } from './describe-failure.ts';
import type { DeadRecord } from './lay-aside.ts';

/** The tables that a record becomes rows of. */
export interface IngestTables {
  requests: TableWriter<RequestRow>;
  request_bodies: TableWriter<RequestBodiesRow>;
}

export interface PrepareContext {
  tables: IngestTables;
  tokens: TokenCounter;
  priceBooks: PriceBooks;
}

/** A record as its rows, and what has to be known of it afterwards. */
export interface PreparedRecord {
  frame: Uint8Array;
  /** Its place in the job. */
  position: number;
  key: RowKey;
  /** When it began, ms since the epoch. */
  createdAt: number;
  /** When its answer ended, ms since the epoch. */
  endedAt: number;
  /** It has usage and no price for it. */
  isUnpriced: boolean;
  rows: Record<keyof IngestTables, EncodedRow>;
}

type RowWriters = { [Table in keyof IngestTables]: Awaited<ReturnType<IngestTables[Table]['encoder']>> };

/** Milliseconds of decoding after which others (lock renewals among them) get their turn. */
const SLICE_MS = 25;

/**
 * The rows of every record of a job that can be read; the others with what is wrong with them. Rejects with an
 * UnreadableJobError, and where ClickHouse, which is asked for its columns once, is away.
 */
export async function prepareRecords(
  context: PrepareContext,
  data: unknown,
  jobId: string,
): Promise<{ prepared: PreparedRecord[]; dead: DeadRecord[] }> {
  const prepared: PreparedRecord[] = [];
  const dead: DeadRecord[] = [];
  let sliceEnd = performance.now() + SLICE_MS;
  const items = await readJob(data);
  const organizations = items.flatMap((item) =>
    'exchange' in item ? [item.exchange.record.organizationId] : [],
  );
  const { requests, request_bodies } = context.tables;
  const writers: RowWriters = {
    requests: await requests.encoder(),
    request_bodies: await request_bodies.encoder(),
  };
  const pricesOf = await context.priceBooks.load(organizations);
  for (const [position, item] of items.entries()) {
    const { frame } = item;
    const built = 'damage' in item ? item : await buildRows(context, item.exchange, { pricesOf, writers });
    if ('damage' in built) {
      // No insert was tried with it, so that any token of its own will do.
      const token = `${jobId}/record-${position}`;
      const insertTokens = { requests: token, request_bodies: token };
      const { damage } = built;
      dead.push({ frame, position, reason: damage, summary: damage, tokens: insertTokens });
    } else prepared.push({ frame, position, ...built });
    if (performance.now() > sliceEnd) {
      await yieldToOthers();
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
  return { prepared, dead };
}

interface RowSources {
  pricesOf: (organizationId: string) => OrganizationPrices;
  writers: RowWriters;
}

/** A record that our own code fails on is laid aside like one that is damaged: it must not hold up the others. */
async function buildRows(
  { tokens }: PrepareContext,
  exchange: CapturedExchange,
  { pricesOf, writers }: RowSources,
): Promise<Omit<PreparedRecord, 'frame' | 'position'> | { damage: string }> {
  try {
    const { record } = exchange;
    const decoded = await withEstimate(decodeExchange(exchange), tokens);
    const cost = costOfExchange(record, decoded, pricesOf(record.organizationId));
    return {
      key: keyOf(record),
      createdAt: record.createdAt,
      endedAt: record.createdAt + record.latencyMs,
      isUnpriced: cost.total === null && decoded.usageSource !== 'none',
      rows: {
        requests: writers.requests.encode(buildRequestRow(exchange, decoded, cost)),
        request_bodies: writers.request_bodies.encode(buildBodiesRow(exchange, decoded)),
      },
    };
  } catch (error) {
    return { damage: `it could not be made into a row (${describeFailure(error)})` };
  }
}

function keyOf({ organizationId, createdAt, id }: LogRecord): RowKey {
  return { organization_id: organizationId, created_at: toTimestamp(createdAt), id };
}
