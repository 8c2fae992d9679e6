import type { createClickHouseClient } from '@heliograph/clickhouse/client';
import type { DbClient } from '@heliograph/db/client';
import {
  readOrganizationSettings,
  updateOrganizationSettings,
} from '@heliograph/services/organization/settings';
import type { Env } from '../../env.ts';
import { createAnalyticsProcedures } from './analytics-procedures.ts';
import { createAlertProcedures } from './alert-procedures.ts';
import { createPriceProcedures } from './price-procedures.ts';
import type { Cache } from '../cache/open-cache.ts';
import type { Live } from '../live/open-live.ts';
import type { Ingestion } from '../ingestion/open-ingestion.ts';
import { createCacheRouter } from './cache-router.ts';
import { createChannelProcedures } from './channel-procedures.ts';
import { createExportProcedures } from './export-procedures.ts';
import { createDashboardProcedures } from './dashboard-procedures.ts';
import { createExploreProcedures } from './explore-procedures.ts';
import { api } from './implementer.ts';
import { createIngestionRouter } from './ingestion-router.ts';
import { createKeyProcedures } from './key-procedures.ts';
import { createRateLimitProcedures } from './rate-limit-procedures.ts';
import { createRequestProcedures } from './request-procedures.ts';
import { createDeployProcedures } from './deploy-procedures.ts';
import { createCostProcedures } from './cost-procedures.ts';
import { createSqlProcedures } from './sql-procedures.ts';
import { createReportProcedures } from './report-procedures.ts';
import { createWebhookProcedures } from './webhook-procedures.ts';
import { createViewProcedures } from './view-procedures.ts';

export interface ApiDependencies {
  env: Env;
  db: DbClient;
  clickHouse: ReturnType<typeof createClickHouseClient>;
  /** The same ClickHouse, as the user that statements of the SQL page run as. */
  clickHouseSql: ReturnType<typeof createClickHouseClient>;
  ingestion: Ingestion;
  cache: Cache;
  live: Live;
}

/** The contract's procedures over the services and ClickHouse. Whoever calls is checked before; see authenticate. */
export function createApiRouter({ env, db, clickHouse, clickHouseSql, ingestion, cache }: ApiDependencies) {
  return api.router({
    me: api.me.handler(({ context: { caller } }) => ({
      user: caller.user,
      organization: caller.organization,
      role: caller.actor.type === 'user' ? caller.actor.role : null,
      apiKeyId: caller.actor.type === 'api_key' ? caller.actor.apiKeyId : null,
      proxyUrl: env.proxyUrl,
      demoProviderUrl: env.hasDemoProvider ? `${env.proxyUrl}/demo` : null,
    })),

    organization: {
      settings: api.organization.settings.handler(({ context }) =>
        readOrganizationSettings({ db, actor: context.caller.actor }),
      ),
      update: api.organization.update.handler(({ context, input }) =>
        updateOrganizationSettings({ db, actor: context.caller.actor }, input),
      ),
    },
    channels: createChannelProcedures({ db, env }),
    webhooks: createWebhookProcedures({ db }),
    reports: createReportProcedures({ db }),
    keys: createKeyProcedures(db),
    alerts: createAlertProcedures({ env, db, clickHouse }),
    rateLimits: createRateLimitProcedures({ db, clickHouse }),

    ...createPriceProcedures({ db, clickHouse }),
    ingestion: createIngestionRouter({ db, ingestion }),
    cache: createCacheRouter({ env, db, clickHouse, cache }),

    exports: createExportProcedures({ db }),
    requests: createRequestProcedures({ db, clickHouse }),
    cost: createCostProcedures({ db, clickHouse }),
    sql: createSqlProcedures({ db, clickHouse, clickHouseSql }),
    views: createViewProcedures(db),
    deploys: createDeployProcedures(db),
    dashboards: createDashboardProcedures(db),
    ...createExploreProcedures({ clickHouse }),
    analytics: createAnalyticsProcedures({ clickHouse }),
  });
}
