import { getSession } from '@heliograph/clickhouse/get-session';
import { getSessionTimeline } from '@heliograph/clickhouse/get-session-timeline';
import { getUser } from '@heliograph/clickhouse/get-user';
import { queryProperties, queryPropertyValues } from '@heliograph/clickhouse/properties-query';
import { querySessions } from '@heliograph/clickhouse/sessions-query';
import { queryUsers } from '@heliograph/clickhouse/users-query';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { requireScope } from '@heliograph/services/require-scope';
import type { ApiDependencies } from './api-router.ts';
import { askClickHouse } from './ask-clickhouse.ts';
import { api } from './implementer.ts';
import { readRange } from './read-range.ts';

/** Sessions, end users and custom properties: requests in groups. */
export function createExploreProcedures({ clickHouse }: Pick<ApiDependencies, 'clickHouse'>) {
  return {
    sessions: {
      query: api.sessions.query.handler(({ context: { caller }, input }) => {
        const { orderBy, direction, limit, cursor } = input;
        const range = readRange(caller.actor, input);
        return askClickHouse(() =>
          querySessions(clickHouse, { ...range, orderBy, direction, limit, cursor }),
        );
      }),
      get: api.sessions.get.handler(async ({ context: { caller }, input }) => {
        requireScope(caller.actor, 'requests:read');
        const { organizationId } = caller.actor;
        const found = await askClickHouse(() => getSession(clickHouse, { organizationId, ...input }));
        if (found !== null) return found;
        throw noSuchSession();
      }),
      timeline: api.sessions.timeline.handler(async ({ context: { caller }, input }) => {
        requireScope(caller.actor, 'requests:read');
        const { organizationId } = caller.actor;
        const found = await askClickHouse(() => getSessionTimeline(clickHouse, { organizationId, ...input }));
        if (found.items.length > 0) return found;
        throw noSuchSession();
      }),
    },
    users: {
      query: api.users.query.handler(({ context: { caller }, input }) => {
        const { orderBy, direction, limit, cursor } = input;
        const range = readRange(caller.actor, input);
        return askClickHouse(() => queryUsers(clickHouse, { ...range, orderBy, direction, limit, cursor }));
      }),
      get: api.users.get.handler(async ({ context: { caller }, input }) => {
        requireScope(caller.actor, 'requests:read');
        const { organizationId } = caller.actor;
        const { id, from, to } = input;
        const found = await askClickHouse(() =>
          getUser(clickHouse, {
            organizationId,
            id,
            from: from === undefined ? undefined : new Date(from),
            to: to === undefined ? undefined : new Date(to),
          }),
        );
        if (found !== null) return found;
        throw new HeliographError(
          'not_found',
          'No request names such a user in this time. POST /api/v1/users/query lists those there are.',
        );
      }),
    },
    properties: {
      query: api.properties.query.handler(({ context: { caller }, input }) => {
        const range = readRange(caller.actor, input);
        return askClickHouse(() => queryProperties(clickHouse, range));
      }),
      values: api.properties.values.handler(({ context: { caller }, input }) => {
        const { name, orderBy, limit } = input;
        const range = readRange(caller.actor, input);
        return askClickHouse(() => queryPropertyValues(clickHouse, { ...range, name, orderBy, limit }));
      }),
    },
  };
}

function noSuchSession(): HeliographError {
  return new HeliographError(
    'not_found',
    'There is no such session. POST /api/v1/sessions/query lists those you have.',
  );
}
