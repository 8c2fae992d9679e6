import { createAnalyticsDesk } from '@heliograph/clickhouse/analytics/analytics-desk';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { requireScope } from '@heliograph/services/require-scope';
import type { ApiDependencies } from './api-router.ts';
import { askClickHouse } from './ask-clickhouse.ts';
import { api } from './implementer.ts';

/** Metrics over requests. A question ends with the connection of who asked it. */
export function createAnalyticsProcedures({ clickHouse }: Pick<ApiDependencies, 'clickHouse'>) {
  const desk = createAnalyticsDesk(clickHouse);
  return {
    query: api.analytics.query.handler(async ({ context: { caller }, input, signal }) => {
      requireScope(caller.actor, 'requests:read');
      const { organizationId } = caller.actor;
      try {
        return await askClickHouse(() => desk.ask({ organizationId, question: input, signal }));
      } catch (error) {
        if (signal?.aborted !== true) throw error;
        throw new HeliographError('request_timeout', 'The caller left before there was an answer.', {
          cause: error,
        });
      }
    }),
  };
}
