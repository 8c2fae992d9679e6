import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { type RequestTarget, scopeTarget } from './request-target.ts';
import { select } from './select.ts';

const rowsSchema = z.tuple([z.object({ requests: z.coerce.number().int() })]);

/** How many requests a target has. Throws `invalid_request` for a filter that can't be read. */
export async function countRequests(client: ClickHouseClient, target: RequestTarget): Promise<number> {
  const { where, parameters } = await scopeTarget(client, target);
  const [{ requests }] = rowsSchema.parse(
    await select(client, {
      purpose: 'requests.count',
      query: `SELECT count() AS requests FROM requests WHERE ${where}`,
      parameters,
    }),
  );
  return requests;
}
