import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { insertRows } from './insert-rows.ts';

/** A row of `request_bodies`: the same key as in `requests`, and what lists never read. */
export const requestBodiesRowSchema = z.strictObject({
  organization_id: z.uuid(),
  created_at: z.string(),
  id: z.uuid(),
  /** The body as text; null where it is empty, binary or omitted. */
  request_body: z.string().nullable(),
  request_content_type: z.string(),
  request_truncated: z.boolean(),
  request_omitted: z.boolean(),
  request_headers: z.record(z.string(), z.string()),
  response_body: z.string().nullable(),
  response_content_type: z.string(),
  response_truncated: z.boolean(),
  response_omitted: z.boolean(),
  response_headers: z.record(z.string(), z.string()),
  /** JSON of the message that a stream's events make; null for plain answers. */
  response_message: z.string().nullable(),
});
export type RequestBodiesRow = z.infer<typeof requestBodiesRowSchema>;

const columns = requestBodiesRowSchema.keyof().options;

/** Inserts rows as one deduplicated insert, like insertRequests. */
export async function insertRequestBodies(
  client: ClickHouseClient,
  rows: RequestBodiesRow[],
  deduplicationToken: string,
): Promise<void> {
  await insertRows(client, { table: 'request_bodies', columns, rows, token: deduplicationToken });
}
