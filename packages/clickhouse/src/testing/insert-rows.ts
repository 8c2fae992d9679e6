import type { ClickHouseClient } from '../client.ts';
import { createRequestBodiesWriter, type RequestBodiesRow } from '../request-bodies-table.ts';
import { createRequestsWriter, type RequestRow } from '../requests-table.ts';
import type { TableWriter } from '../table-writer.ts';

/** Writes rows of `requests` as the worker does. */
export function insertRequests(client: ClickHouseClient, rows: RequestRow[], token: string): Promise<void> {
  return insert(createRequestsWriter(client), rows, token);
}

/** Writes rows of `request_bodies` as the worker does. */
export function insertRequestBodies(
  client: ClickHouseClient,
  rows: RequestBodiesRow[],
  token: string,
): Promise<void> {
  return insert(createRequestBodiesWriter(client), rows, token);
}

async function insert<Row>(writer: TableWriter<Row>, rows: Row[], token: string): Promise<void> {
  const { encode } = await writer.encoder();
  await writer.insert(rows.map(encode), token);
}
