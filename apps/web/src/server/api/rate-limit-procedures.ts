import { findLimitedRequests } from '@heliograph/clickhouse/limited-requests';
import { createRateLimitRule } from '@heliograph/services/rate-limit-rule/create';
import { listRateLimitRules } from '@heliograph/services/rate-limit-rule/list';
import { removeRateLimitRule } from '@heliograph/services/rate-limit-rule/remove';
import { updateRateLimitRule } from '@heliograph/services/rate-limit-rule/update';
import { requireScope } from '@heliograph/services/require-scope';
import type { ApiDependencies } from './api-router.ts';
import { askClickHouse } from './ask-clickhouse.ts';
import { api } from './implementer.ts';

/** Rate limit rules, and what limits refused. */
export function createRateLimitProcedures({ db, clickHouse }: Pick<ApiDependencies, 'db' | 'clickHouse'>) {
  return {
    list: api.rateLimits.list.handler(async ({ context }) => ({
      items: await listRateLimitRules({ db, actor: context.caller.actor }),
    })),
    create: api.rateLimits.create.handler(({ context, input }) =>
      createRateLimitRule({ db, actor: context.caller.actor }, input),
    ),
    update: api.rateLimits.update.handler(({ context, input }) =>
      updateRateLimitRule({ db, actor: context.caller.actor }, input),
    ),
    remove: api.rateLimits.remove.handler(({ context, input }) =>
      removeRateLimitRule({ db, actor: context.caller.actor }, input),
    ),
    limited: api.rateLimits.limited.handler(({ context, input }) => {
      const { actor } = context.caller;
      requireScope(actor, 'requests:read');
      const { organizationId } = actor;
      const { from, to } = input.timeRange;
      return askClickHouse(() =>
        findLimitedRequests(clickHouse, { organizationId, from: new Date(from), to: new Date(to) }),
      );
    }),
  };
}
