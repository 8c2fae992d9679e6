import { meContract } from './api-contract/account.ts';
import { analyticsContract } from './api-contract/analytics.ts';
import { alertsContract } from './api-contract/alerts.ts';
import { cacheContract } from './api-contract/cache.ts';
import { dashboardsContract } from './api-contract/dashboards.ts';
import { channelsContract } from './api-contract/channels.ts';
import { deploysContract } from './api-contract/deploys.ts';
import { costContract } from './api-contract/cost.ts';
import { exportsContract } from './api-contract/exports.ts';
import { ingestionContract } from './api-contract/ingestion.ts';
import { keysContract } from './api-contract/keys.ts';
import { organizationContract } from './api-contract/organization.ts';
import { pricesContract } from './api-contract/prices.ts';
import { propertiesContract } from './api-contract/properties.ts';
import { repricingsContract } from './api-contract/repricings.ts';
import { rateLimitsContract } from './api-contract/rate-limits.ts';
import { reportsContract } from './api-contract/reports.ts';
import { requestsContract } from './api-contract/requests.ts';
import { sessionsContract } from './api-contract/sessions.ts';
import { sqlContract } from './api-contract/sql.ts';
import { usersContract } from './api-contract/users.ts';
import { webhooksContract } from './api-contract/webhooks.ts';
import { viewsContract } from './api-contract/views.ts';

/**
 * The REST API under /api/v1, once: handlers, the dashboard's typed client and openapi.json all come from here.
 * Paths are relative to /api/v1. A file per noun in api-contract/.
 */
export const apiContract = {
  me: meContract,
  organization: organizationContract,
  keys: keysContract,
  requests: requestsContract,
  exports: exportsContract,
  sessions: sessionsContract,
  users: usersContract,
  properties: propertiesContract,
  analytics: analyticsContract,
  cost: costContract,
  sql: sqlContract,
  views: viewsContract,
  deploys: deploysContract,
  dashboards: dashboardsContract,
  prices: pricesContract,
  repricings: repricingsContract,
  rateLimits: rateLimitsContract,
  ingestion: ingestionContract,
  cache: cacheContract,
  channels: channelsContract,
  alerts: alertsContract,
  webhooks: webhooksContract,
  reports: reportsContract,
};
export type ApiContract = typeof apiContract;
