import { queryProperties } from '@heliograph/clickhouse/properties-query';
import { querySessions } from '@heliograph/clickhouse/sessions-query';
import { queryUsers } from '@heliograph/clickhouse/users-query';
import type { Filter } from '@heliograph/contracts/filter';
import { requireScope } from '@heliograph/services/require-scope';
import { askClickHouse } from '../api/ask-clickhouse.ts';
import type { ChangeContext } from '../requests/change-request.ts';
import { sessionQuerySchema, userQuerySchema } from './inputs.ts';
import { readHeliconeFilter } from './read-filter.ts';

const LAST_MS = Date.parse('2262-01-01T00:00:00Z');
/** Seconds since the epoch have fewer digits; whoever sends more means milliseconds, as Helicone's own clients do. */
const LATEST_SECOND = 100_000_000_000;
/** Users in an answer. */
const MOST_USERS = 100;

/** A time within those that the store knows. */
const dateOf = (ms: number) => new Date(Math.min(Math.max(Math.trunc(ms), 0), LAST_MS));

/** POST /v1/session/query. */
export async function listSessions({ clickHouse, actor }: ChangeContext, body: unknown) {
  requireScope(actor, 'requests:read');
  const { search, timeFilter, nameEquals, filter, limit } = sessionQuerySchema.parse(body);
  const asked = readHeliconeFilter(filter);
  const conditions: Filter[] = asked.filter === undefined ? [] : [asked.filter];
  if (nameEquals !== undefined && nameEquals !== '')
    conditions.push({ field: 'sessionName', operator: '=', value: nameEquals });
  if (search !== '') {
    conditions.push({
      or: [
        { field: 'sessionId', operator: 'contains', value: search },
        { field: 'sessionName', operator: 'contains', value: search },
      ],
    });
  }
  const from = dateOf(Math.max(asked.fromMs, timeFilter.startTimeUnixMs));
  const to = dateOf(Math.min(asked.toMs, timeFilter.endTimeUnixMs));
  if (from >= to) return [];
  const { items } = await askClickHouse(() =>
    querySessions(clickHouse, {
      organizationId: actor.organizationId,
      from,
      to,
      filter: conditions.length === 0 ? undefined : { and: conditions },
      orderBy: 'startedAt',
      direction: 'desc',
      limit,
    }),
  );
  return items.map((session) => ({
    created_at: session.startedAt,
    latest_request_created_at: session.lastRequestAt,
    session_id: session.id,
    session_name: session.name ?? '',
    total_cost: Number(session.costUsd),
    total_requests: session.requests,
    prompt_tokens: session.inputTokens,
    completion_tokens: session.outputTokens,
    total_tokens: session.totalTokens,
    avg_latency: session.averageLatencyMs,
  }));
}

/** POST /v1/user/query. */
export async function listUsers({ clickHouse, actor }: ChangeContext, body: unknown) {
  requireScope(actor, 'requests:read');
  const { userIds, timeFilter } = userQuerySchema.parse(body);
  const [from, to] = [timeFilter?.startTimeUnixSeconds ?? 0, timeFilter?.endTimeUnixSeconds ?? LAST_MS].map(
    (time) => dateOf(time < LATEST_SECOND ? time * 1000 : time),
  );
  if (from === undefined || to === undefined || from >= to) return [];
  const { items } = await askClickHouse(() =>
    queryUsers(clickHouse, {
      organizationId: actor.organizationId,
      from,
      to,
      filter:
        userIds === undefined || userIds.length === 0
          ? undefined
          : { field: 'userId', operator: 'in', value: userIds },
      orderBy: 'requests',
      direction: 'desc',
      limit: MOST_USERS,
    }),
  );
  return items.map((user) => ({
    user_id: user.id,
    count: user.requests,
    prompt_tokens: user.inputTokens,
    completion_tokens: user.outputTokens,
    cost: Number(user.costUsd),
  }));
}

/** POST /v1/property/query. */
export async function listProperties({ clickHouse, actor }: ChangeContext) {
  requireScope(actor, 'requests:read');
  const { items } = await askClickHouse(() =>
    queryProperties(clickHouse, {
      organizationId: actor.organizationId,
      from: dateOf(0),
      to: dateOf(LAST_MS),
    }),
  );
  return items.map(({ name }) => ({ property: name }));
}
