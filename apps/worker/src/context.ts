import path from 'node:path';
import { createClickHouseClient } from '@heliograph/clickhouse/client';
import { createRequestBodiesWriter } from '@heliograph/clickhouse/request-bodies-table';
import { createRequestsWriter } from '@heliograph/clickhouse/requests-table';
import { createDbClient } from '@heliograph/db/client';
import { cacheConnection, producerConnection, workerConnection } from '@heliograph/queue/connection';
import { createDeadLetters } from '@heliograph/queue/dead-letters';
import { createExpiringKeys } from '@heliograph/queue/expiring-keys';
import { createIngestQueue, type IngestQueue, UnreadableJobError } from '@heliograph/queue/ingest-queue';
import { createInsertClaims } from '@heliograph/queue/insert-claims';
import { type AlertQueue, createAlertQueue } from '@heliograph/queue/alert-queue';
import { createOrderQueue } from '@heliograph/queue/order-queue';
import { createIngestionFacts, type IngestionFacts } from '@heliograph/queue/ingestion-facts';
import { createLease, type Lease } from '@heliograph/queue/lease';
import { announceStored } from '@heliograph/queue/live-requests';
import { promoteStranded } from '@heliograph/queue/promote-stranded';
import { notifyBudgets } from '@heliograph/services/api-key/notify-budgets';
import { countWaiting } from '@heliograph/services/delivery/settle';
import { readPriceBook, readPriceBookVersions } from '@heliograph/services/price/read-price-books';
import { sendDueReports } from '@heliograph/services/report/send-due';
import { createSecretBox } from '@heliograph/services/secrets/secret-box';
import type { DependencyCheck } from '@heliograph/admin/admin-app';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { createAlertMetrics } from './alerts/alert-metrics.ts';
import type { AlertContext } from './alerts/evaluate-due.ts';
import { watchRedisPolicy } from './check-redis-policy.ts';
import type { Env } from './env.ts';
import { createTokenCounter } from './estimate/token-counter.ts';
import { describeFailure } from './ingest/describe-failure.ts';
import type { ConsumerContext } from './ingest/ingest-consumer.ts';
import { type PrepareContext, prepareRecords } from './ingest/prepare-records.ts';
import { createRoom } from './ingest/room.ts';
import { createSharedInserts, type SharedInsertLimits } from './ingest/shared-inserts.ts';
import type { ExportContext } from './exports/export-consumer.ts';
import { createMetrics } from './metrics.ts';
import type { RepricingContext } from './repricing/repricing-consumer.ts';
import type { DeliveryContext } from './notifications/delivery-loop.ts';
import { createPoster } from './notifications/post-json.ts';
import { createMailer } from './notifications/send-mail.ts';
import { createPriceBooks } from './prices/price-books.ts';
import { createRollupKeeper, type RollupKeeper } from './rollups/keep-rollups.ts';
import { buildReport } from './reports/build-report.ts';
import { readRequestData } from './request-webhooks/read-data.ts';
import { createRequestWebhooks, type RequestWebhooks } from './request-webhooks/request-webhooks.ts';
import { createSpendCounter } from './spends/count-spends.ts';
import { createRecentIngestion, type RecentIngestion } from './recent-ingestion.ts';

/** How long a change of a price book may take to be noticed, ms. */
const PRICE_BOOK_AGE_MS = 1_000;

/**
 * Inserts four times a second keep a request's way short (P95 1.5 s); a full one is where ClickHouse's cost of a row has
 * stopped falling (see bench/README.md).
 */
const SHARED_INSERTS: SharedInsertLimits = {
  everyMs: 250,
  rows: 4_000,
  bytes: 24 * 1024 ** 2,
  batches: 16,
  atOnce: 2,
};

/** Batches that go into ClickHouse by themselves at once: after an outage, or to find what is refused in them. */
const ALONE_AT_ONCE = 4;

/** How long after its last step a worker is waited for that rolls up, ms. */
const ROLLUP_LEASE_MS = 120_000;

export interface WorkerContext extends ConsumerContext, RepricingContext, ExportContext, AlertContext {
  notifications: DeliveryContext;
  /** The ticks of the alert rules. */
  alerts: AlertQueue;
  requestWebhooks: RequestWebhooks;
  /** Held by the one worker that looks a second time for requests of webhooks. */
  sweepLease: Lease;
  /** The connection that takes jobs. */
  consumerRedis: Redis;
  /** For the dashboard: the last minute, and where it is told. */
  recent: RecentIngestion;
  facts: IngestionFacts;
  /** Brings back batches that wait for a time which a wrong clock has set. Never rejects. */
  promoteStranded(): Promise<void>;
  /** Puts reports that are due into the outbox. Never rejects. */
  sendReports(): Promise<void>;
  /** Sums up what keys with a budget have cost, and tells of those that have used it up. Never rejects. */
  countSpends(): Promise<void>;
  /** Keeps rollups up to what is stored. */
  rollups: RollupKeeper;
  checks: Record<string, DependencyCheck>;
  close(): Promise<void>;
}

/** Builds the clients; ClickHouse and Redis may be away. */
export function createContext(env: Env, log: Logger): WorkerContext {
  const clickHouse = createClickHouseClient({ url: env.CLICKHOUSE_URL });
  const db = createDbClient(env.DATABASE_URL, { maxConnections: 4 });
  const redis = producerConnection(env.REDIS_URL);
  const consumerRedis = workerConnection(env.REDIS_URL);
  const cacheRedis = cacheConnection(env.CACHE_REDIS_URL ?? env.REDIS_URL);
  const queue = createIngestQueue(redis);
  const tokens = createTokenCounter();
  const repricings = createOrderQueue(redis, 'repricing');
  const exports = createOrderQueue(redis, 'export');
  const alerts = createAlertQueue(redis);
  const recent = createRecentIngestion();
  const spends = createSpendCounter({ db, clickHouse });
  const mayEvict = watchRedisPolicy(redis, log);
  for (const source of [redis, consumerRedis, cacheRedis, queue, repricings, exports, alerts]) {
    source.on('error', (error: Error) => log.debug({ reason: error.message }, 'Redis'));
  }
  const tables = {
    requests: createRequestsWriter(clickHouse),
    request_bodies: createRequestBodiesWriter(clickHouse),
  };
  const priceBooks = createPriceBooks(
    {
      versions: (ids) => readPriceBookVersions(db, ids),
      prices: (id) => readPriceBook(db, id),
    },
    {
      maxAgeMs: PRICE_BOOK_AGE_MS,
      now: Date.now,
      onError: (error) => log.warn({ reason: describeFailure(error) }, 'Price books could not be read'),
    },
  );
  const preparing: PrepareContext = { tables, tokens, priceBooks };
  const claims = createInsertClaims(redis, queue);
  const storing = {
    clickHouse,
    tables,
    claims,
    alone: createRoom(ALONE_AT_ONCE),
    prepareOther: (jobId: string) => prepareOther(preparing, queue, jobId),
  };
  const metrics = createMetrics({
    depth: () => queue.getJobCounts('waiting', 'active', 'delayed', 'failed'),
    mayEvict,
    recent,
    outbox: () => countWaiting(db),
  });
  const { SMTP_URL: smtpUrl, SMTP_FROM: smtpFrom, ENCRYPTION_KEYS: keys } = env;
  const notifications: DeliveryContext = {
    ...{ db, log, metrics },
    poster: createPoster(env.ALLOW_PRIVATE_UPSTREAMS),
    mailer: createMailer(
      smtpUrl === undefined || smtpFrom === undefined ? null : { url: smtpUrl, from: smtpFrom },
    ),
    secrets: keys === undefined ? null : createSecretBox(keys),
    bases: { pagerduty: env.PAGERDUTY_EVENTS_URL ?? null, opsgenie: env.OPSGENIE_API_URL ?? null },
    now: () => new Date(),
    readRequest: (organizationId, each) => readRequestData(clickHouse, organizationId, each),
  };
  const requestWebhooks = createRequestWebhooks({
    ...{ db, clickHouse, webUrl: env.WEB_URL, log, now: () => new Date() },
  });
  return {
    notifications,
    clickHouse,
    ...preparing,
    claims,
    sharedInserts: createSharedInserts(storing, SHARED_INSERTS),
    announce: (stored) => {
      requestWebhooks.note(stored);
      return announceStored(cacheRedis, stored).catch(() => undefined);
    },
    requestWebhooks,
    sweepLease: createLease(cacheRedis, { name: 'sweep-webhooks', ttlMs: 45_000 }),
    db,
    repricings,
    exports,
    exportDirectory: path.resolve(env.EXPORT_DIR),
    consumerRedis,
    deadLetters: createDeadLetters(redis),
    recent,
    facts: createIngestionFacts(createExpiringKeys(cacheRedis)),
    metrics,
    rollups: createRollupKeeper({
      clickHouse,
      lease: createLease(cacheRedis, { name: 'rollups', ttlMs: ROLLUP_LEASE_MS }),
      log,
    }),
    alertMetrics: createAlertMetrics(metrics.registry),
    alerts,
    clock: { minuteMs: env.ALERTS_MINUTE_MS },
    webUrl: env.WEB_URL,
    log,
    now: Date.now,
    checks: {
      clickhouse: async () => (await clickHouse.ping()).success,
      redis: async () => (await redis.ping()) === 'PONG',
    },
    async promoteStranded() {
      const promoted = await promoteStranded(redis, queue, Date.now()).catch(() => 0);
      if (promoted > 0)
        log.warn({ batches: promoted }, 'Batches waited for a time that a wrong clock had set');
    },
    async sendReports() {
      await sendDueReports(db, new Date(), (due) => buildReport(clickHouse, due, env.WEB_URL)).catch(
        (error: unknown) => log.warn({ reason: describeFailure(error) }, 'Reports could not be made yet'),
      );
    },
    async countSpends() {
      // Until it comes right, the proxies count on from what they know.
      const now = new Date();
      await spends
        .count(now)
        .then(() => notifyBudgets(db, { webUrl: env.WEB_URL, now }))
        .catch((error: unknown) =>
          log.warn({ reason: describeFailure(error) }, 'Budgets could not be counted'),
        );
    },
    async close() {
      await Promise.allSettled([
        queue.close(),
        repricings.close(),
        exports.close(),
        alerts.close(),
        clickHouse.close(),
        tokens.close(),
        notifications.poster.close(),
        db.$disconnect(),
      ]);
      notifications.mailer.close();
      redis.disconnect();
      consumerRedis.disconnect();
      cacheRedis.disconnect();
    },
  };
}

/** The records of a batch in other hands; null where it has left the queue. */
async function prepareOther(preparing: PrepareContext, queue: IngestQueue, jobId: string) {
  const job = await queue.getJob(jobId);
  if (job === undefined) return null;
  try {
    return (await prepareRecords(preparing, job.data, jobId)).prepared;
  } catch (error) {
    // The batch that needs it can be read, and must not be laid aside for it.
    if (error instanceof UnreadableJobError) throw new Error(error.message, { cause: error });
    throw error;
  }
}
