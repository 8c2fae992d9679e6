import { z } from 'zod';
import type { EndUserDetail } from '@heliograph/contracts/users';
import type { ClickHouseClient } from './client.ts';
import { always } from './get-session.ts';
import { latencyColumns, latencyShape, readLatency } from './latency-columns.ts';
import { readOverTime } from './over-time.ts';
import { scopeRequests } from './requests-scope.ts';
import { select } from './select.ts';
import { querySessions } from './sessions-query.ts';
import { readTotals, totalsColumns, totalsShape } from './totals.ts';
import { readUsers } from './users-query.ts';

/** Models and sessions in the answer. */
const MOST_MODELS = 50;
const MOST_SESSIONS = 20;

const modelRowSchema = z.object({ provider: z.string(), model: z.string(), ...totalsShape });

interface UserRange {
  organizationId: string;
  id: string;
  /** Inclusive; else from the beginning. */
  from?: Date | undefined;
  /** Exclusive; else until now. */
  to?: Date | undefined;
}

/** An end user with models, latest sessions and totals over time; null where the range has no request of theirs. */
export async function getUser(
  client: ClickHouseClient,
  { organizationId, id, from, to }: UserRange,
): Promise<EndUserDetail | null> {
  const filter = { field: 'userId', operator: '=', value: id } as const;
  const range = { organizationId, from: from ?? always.from, to: to ?? always.to, filter };
  const [scope, whole] = await Promise.all([
    scopeRequests(client, range),
    scopeRequests(client, { organizationId, ...always, filter }),
  ]);
  const [[user], [ever]] = await Promise.all([
    readUsers(client, scope, [id]),
    readUsers(client, whole, [id]),
  ]);
  if (user === undefined || ever === undefined) return null;
  const [models, [latency], sessions, time] = await Promise.all([
    select(client, {
      purpose: 'users.models',
      query: `SELECT provider, model, ${totalsColumns} FROM requests WHERE ${scope.where}
        GROUP BY provider, model ORDER BY requests DESC, provider, model LIMIT ${MOST_MODELS}`,
      parameters: scope.parameters,
    }),
    select(client, {
      purpose: 'users.latency',
      query: `SELECT ${latencyColumns} FROM requests WHERE ${scope.where}`,
      parameters: scope.parameters,
    }),
    querySessions(client, {
      ...range,
      orderBy: 'lastRequestAt',
      direction: 'desc',
      limit: MOST_SESSIONS,
    }),
    readOverTime(client, {
      purpose: 'users.over-time',
      scope,
      series: "''",
      fromMs: from?.getTime() ?? Date.parse(user.firstSeenAt),
      toMs: to === undefined ? Date.parse(user.lastSeenAt) : to.getTime() - 1,
    }),
  ]);
  return {
    user,
    ever: { firstSeenAt: ever.firstSeenAt, lastSeenAt: ever.lastSeenAt, requests: ever.requests },
    latency: readLatency(z.object(latencyShape).parse(latency)),
    models: models.map((input) => {
      const row = modelRowSchema.parse(input);
      return { provider: row.provider, model: row.model || null, ...readTotals(row) };
    }),
    sessions: sessions.items,
    intervalSeconds: time.intervalSeconds,
    overTime: time.bySeries.get('') ?? time.empty,
  };
}
