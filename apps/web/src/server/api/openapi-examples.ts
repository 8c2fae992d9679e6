import { analyticsRequestExamples, analyticsResponseExamples } from './analytics-examples.ts';
import { alertRequestExamples, alertResponseExamples } from './alert-examples.ts';
import { cacheExamples } from './cache-examples.ts';
import { channelRequestExamples, channelResponseExamples } from './channel-examples.ts';
import { exploreRequestExamples, exploreResponseExamples } from './explore-examples.ts';
import { exportRequestExamples, exportResponseExamples } from './export-examples.ts';
import { ingestionExamples } from './ingestion-examples.ts';
import { keyRequestExamples, keyResponseExamples } from './key-examples.ts';
import { priceRequestExamples, priceResponseExamples } from './price-examples.ts';
import { rateLimitRequestExamples, rateLimitResponseExamples } from './rate-limit-examples.ts';
import { dashboardRequestExamples, dashboardResponseExamples } from './dashboard-examples.ts';
import { deployRequestExamples, deployResponseExamples } from './deploy-examples.ts';
import { costRequestExamples, costResponseExamples } from './cost-examples.ts';
import { queryRequestExamples, queryResponseExamples, request } from './request-examples.ts';
import { sqlRequestExamples, sqlResponseExamples } from './sql-examples.ts';
import { reportRequestExamples, reportResponseExamples } from './report-examples.ts';
import { webhookRequestExamples, webhookResponseExamples } from './webhook-examples.ts';
import { viewRequestExamples, viewResponseExamples } from './view-examples.ts';

/** Per operation of the API, what is sent. */
export const requestExamples: Readonly<Record<string, unknown>> = {
  ...keyRequestExamples,
  'organization.update': { headerPolicy: 'lenient' },
  ...rateLimitRequestExamples,
  ...alertRequestExamples,
  ...analyticsRequestExamples,
  ...channelRequestExamples,
  ...webhookRequestExamples,
  ...costRequestExamples,
  ...reportRequestExamples,
  ...sqlRequestExamples,
  ...viewRequestExamples,
  ...deployRequestExamples,
  ...dashboardRequestExamples,
  'cache.report': { timeRange: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' } },
  'cache.trials': { timeRange: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' } },
  ...queryRequestExamples,
  ...priceRequestExamples,
  ...exportRequestExamples,
  ...exploreRequestExamples,
};

/** Per operation of the API, what is answered. */
export const responseExamples: Readonly<Record<string, unknown>> = {
  me: {
    user: { id: '019a9f5d-aaaa-7bbb-8ccc-111122223333', name: 'Ada Lovelace', email: 'ada@example.com' },
    organization: {
      id: '019a9f5d-bbbb-7ccc-8ddd-444455556666',
      name: "Ada Lovelace's organization",
      slug: 'ada-lovelace-3f9c02b7e1',
    },
    role: 'owner',
    apiKeyId: null,
    proxyUrl: 'http://localhost:8787',
    demoProviderUrl: null,
  },
  ...keyResponseExamples,
  'organization.settings': { headerPolicy: null },
  'organization.update': { headerPolicy: 'lenient' },
  ...rateLimitResponseExamples,
  ...alertResponseExamples,
  ...analyticsResponseExamples,
  ...channelResponseExamples,
  ...webhookResponseExamples,
  ...costResponseExamples,
  ...reportResponseExamples,
  ...sqlResponseExamples,
  ...viewResponseExamples,
  ...deployResponseExamples,
  ...dashboardResponseExamples,
  ...queryResponseExamples,
  ...priceResponseExamples,
  ...ingestionExamples,
  ...cacheExamples,
  ...exportResponseExamples,
  ...exploreResponseExamples(request),
};
