import { z } from 'zod';
import type { Session, SessionOrder, SessionPath } from '@heliograph/contracts/sessions';
import type { ClickHouseClient } from './client.ts';
import { rankGroups } from './ranked-groups.ts';
import { inputTokens, outputTokens } from './request-columns.ts';
import { type RequestsRange, type RequestsScope, scopeRequests } from './requests-scope.ts';
import { select } from './select.ts';
import { fromTimestamp } from './timestamp.ts';
import { readTotals, totalsColumns, totalsShape } from './totals.ts';

/** Milliseconds since the epoch of the end of a request's answer. */
const endMs = 'toUnixTimestamp64Milli(created_at) + latency_ms';
const duration = `max(${endMs}) - toUnixTimestamp64Milli(min(created_at))`;

const orders: Record<SessionOrder, string> = {
  lastRequestAt: 'toUnixTimestamp64Milli(max(created_at))',
  startedAt: 'toUnixTimestamp64Milli(min(created_at))',
  durationMs: duration,
  requests: 'count()',
  costUsd: 'ifNull(sum(cost_total), 0)',
  totalTokens: `sum(${inputTokens} + ${outputTokens})`,
  errors: "countIf(outcome = 'failed')",
};

export interface SessionsQuery extends RequestsRange {
  orderBy: SessionOrder;
  direction: 'desc' | 'asc';
  /** Sessions on a page. */
  limit: number;
  cursor?: string | undefined;
}

/**
 * One page of an organization's sessions of which some request matches the filter, with the totals of all their requests
 * in the time range. Throws `invalid_request` for a cursor or filter that can't be read.
 */
export async function querySessions(
  client: ClickHouseClient,
  { orderBy, direction, limit, cursor, ...range }: SessionsQuery,
): Promise<{ items: Session[]; nextCursor: string | null }> {
  const scope = await scopeOfSessions(client, range);
  const { keys, nextCursor } = await rankGroups(client, {
    purpose: 'sessions.query',
    scope,
    key: 'session_id',
    orderBy,
    value: orders[orderBy],
    direction,
    limit,
    cursor,
  });
  return { items: await readSessions(client, scope, keys), nextCursor };
}

/** The requests of the sessions that the filter finds, those it doesn't match included. */
async function scopeOfSessions(
  client: ClickHouseClient,
  { filter, ...range }: RequestsRange,
): Promise<RequestsScope> {
  const all = await scopeRequests(client, range);
  if (filter === undefined) return all;
  const matching = await scopeRequests(client, { ...range, filter });
  return {
    where: `${all.where} AND session_id IN (
      SELECT session_id FROM requests WHERE ${matching.where} AND session_id != '')`,
    parameters: matching.parameters,
  };
}

const sessionRowSchema = z.object({
  session_id: z.string(),
  latest_name: z.string(),
  latest_user: z.string(),
  started_at: z.string(),
  last_request_at: z.string(),
  duration: z.number(),
  average_latency: z.number(),
  ...totalsShape,
});

const sessionColumns = `session_id,
  argMaxIf(session_name, created_at, session_name != '') AS latest_name,
  argMaxIf(user_id, created_at, user_id != '') AS latest_user,
  min(created_at) AS started_at, max(created_at) AS last_request_at, ${duration} AS duration,
  avg(latency_ms) AS average_latency, ${totalsColumns}`;

/** The sessions of these ids as they are within the scope, in the order of the ids. */
export async function readSessions(
  client: ClickHouseClient,
  { where, parameters }: RequestsScope,
  ids: string[],
): Promise<Session[]> {
  if (ids.length === 0) return [];
  const rows = await select(client, {
    purpose: 'sessions.totals',
    query: `SELECT ${sessionColumns} FROM requests WHERE ${where} AND session_id IN {ids:Array(String)}
      GROUP BY session_id`,
    parameters: { ...parameters, ids },
  });
  const byId = new Map(rows.map(readSession).map((session) => [session.id, session]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function readSession(input: unknown): Session {
  const row = sessionRowSchema.parse(input);
  return {
    id: row.session_id,
    name: row.latest_name || null,
    userId: row.latest_user || null,
    startedAt: fromTimestamp(row.started_at),
    lastRequestAt: fromTimestamp(row.last_request_at),
    durationMs: row.duration,
    averageLatencyMs: Math.round(row.average_latency * 1000) / 1000,
    ...readTotals(row),
  };
}

const pathRowSchema = z.object({
  session_path: z.string(),
  started_at: z.string(),
  duration: z.number(),
  ...totalsShape,
});

/** The places of a session's tree with their totals, in the order in which they were first asked for; at most 1,000. */
export async function readSessionPaths(
  client: ClickHouseClient,
  { where, parameters }: RequestsScope,
  id: string,
): Promise<SessionPath[]> {
  const rows = await select(client, {
    purpose: 'sessions.paths',
    query: `SELECT session_path, min(created_at) AS started_at, ${duration} AS duration, ${totalsColumns}
      FROM requests WHERE ${where} AND session_id = {id:String}
      GROUP BY session_path ORDER BY started_at, session_path LIMIT 1000`,
    parameters: { ...parameters, id },
  });
  return rows.map((input) => {
    const row = pathRowSchema.parse(input);
    return {
      path: row.session_path || null,
      startedAt: fromTimestamp(row.started_at),
      durationMs: row.duration,
      ...readTotals(row),
    };
  });
}
