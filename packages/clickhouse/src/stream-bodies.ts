import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { fromTimestamp, toTimestamp } from './timestamp.ts';

const rowSchema = z.object({
  id: z.string(),
  at: z.string(),
  request_body: z.string().nullable(),
  response_body: z.string().nullable(),
  response_message: z.string().nullable(),
});

/** The bodies of a request as text; null where there is none. `message` is JSON of what a stream's events make. */
export interface StreamedBodies {
  id: string;
  createdAt: string;
  request: string | null;
  response: string | null;
  message: string | null;
}

/**
 * The bodies of an organization's requests one after the other, in the order of time and id, which the given ones must have;
 * those that aren't kept are missing. No more than a few are in memory at once, whatever they weigh.
 */
export async function* streamBodies(
  client: ClickHouseClient,
  {
    organizationId,
    requests,
  }: { organizationId: string; requests: readonly { id: string; createdAt: string }[] },
): AsyncGenerator<StreamedBodies> {
  const [first, last] = [requests[0], requests.at(-1)];
  if (first === undefined || last === undefined) return;
  const result = await client.query({
    query: `SELECT id, created_at AS at, request_body, response_body, response_message FROM request_bodies
      WHERE organization_id = {organizationId:UUID}
        AND created_at BETWEEN {from:DateTime64(3, 'UTC')} AND {to:DateTime64(3, 'UTC')} AND id IN {ids:Array(UUID)}
      ORDER BY created_at, id`,
    query_params: {
      organizationId,
      from: toTimestamp(Date.parse(first.createdAt)),
      to: toTimestamp(Date.parse(last.createdAt)),
      ids: requests.map(({ id }) => id),
    },
    format: 'JSONEachRow',
    clickhouse_settings: {
      max_execution_time: 600,
      max_memory_usage: '2000000000',
      // Rows of a block are in memory at once.
      max_block_size: '64',
      log_comment: 'heliograph:exports.bodies',
    },
  });
  for await (const rows of result.stream()) {
    for (const row of rows) {
      const { at, request_body, response_body, response_message, id } = rowSchema.parse(row.json());
      const bodies = { request: request_body, response: response_body, message: response_message };
      yield { id, createdAt: fromTimestamp(at), ...bodies };
    }
  }
}
