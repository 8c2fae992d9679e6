import { createAnalyticsDesk } from '@heliograph/clickhouse/analytics/analytics-desk';
import { requireScope } from '@heliograph/services/require-scope';
import type { ApiDependencies } from './api-router.ts';
import { askUntilLeft } from './ask-until-left.ts';
import { api } from './implementer.ts';

/** Metrics over requests. A question ends with the connection of who asked it. */
export function createAnalyticsProcedures({ clickHouse }: Pick<ApiDependencies, 'clickHouse'>) {
  const desk = createAnalyticsDesk(clickHouse);
  return {
    query: api.analytics.query.handler(({ context: { caller }, input, signal }) => {
      requireScope(caller.actor, 'requests:read');
      const { organizationId } = caller.actor;
      return askUntilLeft(signal, () => desk.ask({ organizationId, question: input, signal }));
    }),
  };
}
