import { readCacheReport } from '@heliograph/clickhouse/cache-report';
import { readCacheTrials } from '@heliograph/clickhouse/cache-trials';
import type { createClickHouseClient } from '@heliograph/clickhouse/client';
import type { DbClient } from '@heliograph/db/client';
import { purgeCache } from '@heliograph/services/cache/purge';
import { requireScope } from '@heliograph/services/require-scope';
import type { Env } from '../../env.ts';
import type { Cache } from '../cache/open-cache.ts';
import { askClickHouse } from './ask-clickhouse.ts';
import { api } from './implementer.ts';

interface CacheDependencies {
  env: Pick<Env, 'cacheMaxBytes'>;
  db: DbClient;
  clickHouse: ReturnType<typeof createClickHouseClient>;
  cache: Cache;
}

/** What the cache did, what is in it, and emptying it. */
export function createCacheRouter({ env, db, clickHouse, cache }: CacheDependencies) {
  return {
    occupancy: api.cache.occupancy.handler(async ({ context: { caller } }) => {
      requireScope(caller.actor, 'requests:read');
      return { ...(await cache.occupancy(caller.actor.organizationId)), maxBytes: env.cacheMaxBytes };
    }),
    report: api.cache.report.handler(({ context: { caller }, input }) => {
      requireScope(caller.actor, 'requests:read');
      const { organizationId } = caller.actor;
      const { from, to } = input.timeRange;
      return askClickHouse(() =>
        readCacheReport(clickHouse, { organizationId, from: new Date(from), to: new Date(to) }),
      );
    }),
    trials: api.cache.trials.handler(({ context: { caller }, input }) => {
      requireScope(caller.actor, 'requests:read');
      const { organizationId } = caller.actor;
      const { from, to } = input.timeRange;
      return askClickHouse(() =>
        readCacheTrials(clickHouse, { organizationId, from: new Date(from), to: new Date(to) }),
      );
    }),
    purge: api.cache.purge.handler(async ({ context: { caller }, input }) => {
      const { key, seed, model } = input.query;
      const purging = { db, actor: caller.actor, remove: cache.purge };
      return { removed: await purgeCache(purging, { key, seed, model }) };
    }),
  };
}
