import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { createTableWriter, type TableWriter } from './table-writer.ts';

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

/** How rows get into `request_bodies`. */
export function createRequestBodiesWriter(client: ClickHouseClient): TableWriter<RequestBodiesRow> {
  return createTableWriter<RequestBodiesRow>(client, { table: 'request_bodies', columns });
}
