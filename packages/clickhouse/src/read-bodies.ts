import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { select } from './select.ts';
import { fromTimestamp, toTimestamp } from './timestamp.ts';

/** The bodies of one request as text; null where there is none or it is longer than was asked for. */
export interface ReadBodies {
  request: string | null;
  response: string | null;
  /** JSON of the message that a stream's events make. */
  message: string | null;
}

const rowSchema = z.object({
  id: z.string(),
  at: z.string(),
  request: z.string().nullable(),
  response: z.string().nullable(),
  message: z.string().nullable(),
});

/** The bodies of a page of an organization's requests, by `<id> <createdAt>`; those of more than `longest` bytes aside. */
export async function readBodies(
  client: ClickHouseClient,
  {
    organizationId,
    requests,
    longest,
  }: { organizationId: string; requests: readonly { id: string; createdAt: string }[]; longest: number },
): Promise<Map<string, ReadBodies>> {
  if (requests.length === 0) return new Map();
  const times = requests.map(({ createdAt }) => Date.parse(createdAt));
  const upTo = (column: string) => `if(length(${column}) <= {longest:UInt64}, ${column}, NULL)`;
  const rows = await select(client, {
    purpose: 'requests.bodies',
    query: `SELECT id, created_at AS at, ${upTo('request_body')} AS request, ${upTo('response_body')} AS response,
        ${upTo('response_message')} AS message
      FROM request_bodies WHERE organization_id = {organizationId:UUID}
        AND created_at BETWEEN {from:DateTime64(3, 'UTC')} AND {to:DateTime64(3, 'UTC')} AND id IN {ids:Array(UUID)}`,
    parameters: {
      organizationId,
      longest,
      from: toTimestamp(Math.min(...times)),
      to: toTimestamp(Math.max(...times)),
      ids: requests.map(({ id }) => id),
    },
  });
  return new Map(
    z
      .array(rowSchema)
      .parse(rows)
      .map(({ id, at, ...bodies }) => [`${id} ${fromTimestamp(at)}`, bodies]),
  );
}
