import { z } from 'zod';
import type { EndUser, UserOrder } from '@heliograph/contracts/users';
import type { ClickHouseClient } from './client.ts';
import { rankGroups } from './ranked-groups.ts';
import { inputTokens, outputTokens } from './request-columns.ts';
import { type RequestsRange, type RequestsScope, scopeRequests } from './requests-scope.ts';
import { select } from './select.ts';
import { fromTimestamp } from './timestamp.ts';
import { readTotals, totalsColumns, totalsShape } from './totals.ts';

const sessions = "uniqExactIf(session_id, session_id != '')";

const orders: Record<UserOrder, string> = {
  lastSeenAt: 'toUnixTimestamp64Milli(max(created_at))',
  firstSeenAt: 'toUnixTimestamp64Milli(min(created_at))',
  requests: 'count()',
  costUsd: 'ifNull(sum(cost_total), 0)',
  totalTokens: `sum(${inputTokens} + ${outputTokens})`,
  errors: "countIf(outcome = 'failed')",
  sessions,
};

export interface UsersQuery extends RequestsRange {
  orderBy: UserOrder;
  direction: 'desc' | 'asc';
  /** Users on a page. */
  limit: number;
  cursor?: string | undefined;
}

/**
 * One page of an organization's end users with the totals of their requests that match the filter. Throws
 * `invalid_request` for a cursor or filter that can't be read.
 */
export async function queryUsers(
  client: ClickHouseClient,
  { orderBy, direction, limit, cursor, ...range }: UsersQuery,
): Promise<{ items: EndUser[]; nextCursor: string | null }> {
  const scope = await scopeRequests(client, range);
  const { keys, nextCursor } = await rankGroups(client, {
    purpose: 'users.query',
    scope,
    key: 'user_id',
    orderBy,
    value: orders[orderBy],
    direction,
    limit,
    cursor,
  });
  return { items: await readUsers(client, scope, keys), nextCursor };
}

const userRowSchema = z.object({
  user_id: z.string(),
  first_seen_at: z.string(),
  last_seen_at: z.string(),
  sessions: z.coerce.number().int(),
  ...totalsShape,
});

/** The users of these ids as they are within the scope, in the order of the ids. */
export async function readUsers(
  client: ClickHouseClient,
  { where, parameters }: RequestsScope,
  ids: string[],
): Promise<EndUser[]> {
  if (ids.length === 0) return [];
  const rows = await select(client, {
    purpose: 'users.totals',
    query: `SELECT user_id, min(created_at) AS first_seen_at, max(created_at) AS last_seen_at,
        ${sessions} AS sessions, ${totalsColumns}
      FROM requests WHERE ${where} AND user_id IN {ids:Array(String)} GROUP BY user_id`,
    parameters: { ...parameters, ids },
  });
  const byId = new Map(rows.map(readUser).map((user) => [user.id, user]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function readUser(input: unknown): EndUser {
  const row = userRowSchema.parse(input);
  return {
    id: row.user_id,
    firstSeenAt: fromTimestamp(row.first_seen_at),
    lastSeenAt: fromTimestamp(row.last_seen_at),
    sessions: row.sessions,
    ...readTotals(row),
  };
}
