import type { createClickHouseClient } from '@heliograph/clickhouse/client';
import { getRequest, queryRequests } from '@heliograph/clickhouse/requests-query';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { DbClient } from '@heliograph/db/client';
import { requireScope } from '@heliograph/services/require-scope';
import type { Env } from '../../env.ts';
import { createPriceProcedures } from './price-procedures.ts';
import type { Cache } from '../cache/open-cache.ts';
import type { Ingestion } from '../ingestion/open-ingestion.ts';
import { askClickHouse } from './ask-clickhouse.ts';
import { createCacheRouter } from './cache-router.ts';
import { api } from './implementer.ts';
import { createIngestionRouter } from './ingestion-router.ts';
import { createKeyProcedures } from './key-procedures.ts';
import { createRateLimitProcedures } from './rate-limit-procedures.ts';

export interface ApiDependencies {
  env: Env;
  db: DbClient;
  clickHouse: ReturnType<typeof createClickHouseClient>;
  ingestion: Ingestion;
  cache: Cache;
}

/** The contract's procedures over the services and ClickHouse. Whoever calls is checked before; see authenticate. */
export function createApiRouter({ env, db, clickHouse, ingestion, cache }: ApiDependencies) {
  return api.router({
    me: api.me.handler(({ context: { caller } }) => ({
      user: caller.user,
      organization: caller.organization,
      role: caller.actor.type === 'user' ? caller.actor.role : null,
      apiKeyId: caller.actor.type === 'api_key' ? caller.actor.apiKeyId : null,
      proxyUrl: env.proxyUrl,
      demoProviderUrl: env.hasDemoProvider ? `${env.proxyUrl}/demo` : null,
    })),

    keys: createKeyProcedures(db),
    rateLimits: createRateLimitProcedures({ db, clickHouse }),

    ...createPriceProcedures({ db, clickHouse }),
    ingestion: createIngestionRouter({ db, ingestion }),
    cache: createCacheRouter({ env, db, clickHouse, cache }),

    requests: {
      query: api.requests.query.handler(async ({ context, input }) => {
        const { actor } = context.caller;
        requireScope(actor, 'requests:read');
        const { timeRange, filter, limit, cursor } = input;
        return askClickHouse(() =>
          queryRequests(clickHouse, {
            organizationId: actor.organizationId,
            from: new Date(timeRange.from),
            to: new Date(timeRange.to),
            limit,
            ...(filter && { filter }),
            ...(cursor !== undefined && { cursor }),
          }),
        );
      }),
      get: api.requests.get.handler(async ({ context, input }) => {
        const { actor } = context.caller;
        requireScope(actor, 'requests:read');
        const { organizationId } = actor;
        const found = await askClickHouse(() => getRequest(clickHouse, { organizationId, id: input.id }));
        if (found !== null) return found;
        throw new HeliographError(
          'not_found',
          'There is no such request. A new one shows up within a second or two; POST /api/v1/requests/query lists them.',
        );
      }),
    },
  });
}
