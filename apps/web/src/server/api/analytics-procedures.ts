import { queryAnalytics } from '@heliograph/clickhouse/analytics/query-analytics';
import { requireScope } from '@heliograph/services/require-scope';
import type { ApiDependencies } from './api-router.ts';
import { askClickHouse } from './ask-clickhouse.ts';
import { api } from './implementer.ts';

/** Metrics over requests. A question ends with the connection of who asked it. */
export function createAnalyticsProcedures({ clickHouse }: Pick<ApiDependencies, 'clickHouse'>) {
  return {
    query: api.analytics.query.handler(({ context: { caller }, input, signal }) => {
      requireScope(caller.actor, 'requests:read');
      const { organizationId } = caller.actor;
      return askClickHouse(() => queryAnalytics(clickHouse, { organizationId, question: input, signal }));
    }),
  };
}
