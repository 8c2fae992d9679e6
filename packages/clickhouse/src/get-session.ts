import type { SessionDetail } from '@heliograph/contracts/sessions';
import type { ClickHouseClient } from './client.ts';
import { queryRequests } from './requests-query.ts';
import { scopeRequests } from './requests-scope.ts';
import { readSessionPaths, readSessions } from './sessions-query.ts';

/** All of time, as ClickHouse knows it. */
export const always = { from: new Date(0), to: new Date('2262-01-01T00:00:00Z') };

/**
 * A session over all of time: totals, the places of its tree, and a page of its requests, oldest first; null where the
 * organization has none of that id. Throws `invalid_request` for a cursor that can't be read.
 */
export async function getSession(
  client: ClickHouseClient,
  input: { organizationId: string; id: string; limit: number; cursor?: string | undefined },
): Promise<SessionDetail | null> {
  const { organizationId, id, limit, cursor } = input;
  const range = { organizationId, ...always };
  const scope = await scopeRequests(client, range);
  const [[session], paths, page] = await Promise.all([
    readSessions(client, scope, [id]),
    readSessionPaths(client, scope, id),
    queryRequests(client, {
      ...range,
      filter: { field: 'sessionId', operator: '=', value: id },
      direction: 'asc',
      limit,
      cursor,
    }),
  ]);
  return session === undefined ? null : { session, paths, ...page };
}
