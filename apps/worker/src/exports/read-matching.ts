import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { queryRequests } from '@heliograph/clickhouse/requests-query';
import type { RequestsRange } from '@heliograph/clickhouse/requests-scope';
import { type StreamedBodies, streamBodies } from '@heliograph/clickhouse/stream-bodies';
import type { ExportedRequest } from './exported-request.ts';

/** Rows asked for at once; with bodies fewer, since these are read in a second query by their ids. */
const PAGE_ROWS = 2_000;
const PAGE_ROWS_WITH_BODIES = 200;
/** What of a batch is in memory at most, its last row aside. */
const BATCH_ROWS = 5_000;
const BATCH_BYTES = 8 * 1024 ** 2;
/** Bytes that a row has without its bodies, about. */
const ROW_BYTES = 1_500;

/**
 * All requests that match, oldest first, in batches that fit into memory. Pages follow each other by cursor, so that no
 * query runs long and what arrives meanwhile shifts nothing.
 */
export async function* readMatching(
  clickHouse: ClickHouseClient,
  range: RequestsRange,
  withBodies: boolean,
): AsyncGenerator<ExportedRequest[]> {
  let batch: ExportedRequest[] = [];
  let bytes = 0;
  for await (const row of readRows(clickHouse, range, withBodies)) {
    batch.push(row);
    bytes += ROW_BYTES + (row.requestBody?.length ?? 0) + (row.responseBody?.length ?? 0);
    if (batch.length < BATCH_ROWS && bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

async function* readRows(
  clickHouse: ClickHouseClient,
  range: RequestsRange,
  withBodies: boolean,
): AsyncGenerator<ExportedRequest> {
  const limit = withBodies ? PAGE_ROWS_WITH_BODIES : PAGE_ROWS;
  const { organizationId } = range;
  for (let cursor: string | undefined; ;) {
    const page = await queryRequests(clickHouse, { ...range, limit, direction: 'asc', cursor });
    if (withBodies)
      yield* joined(page.items, streamBodies(clickHouse, { organizationId, requests: page.items }));
    else yield* page.items;
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}

/** Requests with their bodies, both in the same order. Where an id was sent more than once, each call has its own. */
async function* joined(
  requests: readonly ExportedRequest[],
  all: AsyncIterable<StreamedBodies>,
): AsyncGenerator<ExportedRequest> {
  const rest = [...requests].reverse();
  for await (const bodies of all) {
    const at = rest.findLastIndex(({ id, createdAt }) => id === bodies.id && createdAt === bodies.createdAt);
    if (at === -1) continue;
    for (const request of rest.splice(at).reverse()) {
      const isIts = request.id === bodies.id && request.createdAt === bodies.createdAt;
      const { request: requestBody, response, message } = bodies;
      // Of a stream its message says what its events say, in the shape of a plain answer.
      yield isIts ? { ...request, requestBody, responseBody: message ?? response } : bodiless(request);
    }
  }
  yield* rest.reverse().map(bodiless);
}

const bodiless = (request: ExportedRequest): ExportedRequest => ({
  ...request,
  requestBody: null,
  responseBody: null,
});
