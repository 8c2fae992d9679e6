import type { RecentIngestion } from './recent-ingestion.ts';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export interface WorkerMetrics {
  registry: Registry;
  /** `lagMs`: from the end of the answer to its row being in ClickHouse. */
  recordStored(lagMs: number): void;
  /** A record whose usage is known, but no price for it. */
  recordUnpriced(): void;
  recordLaidAside(): void;
  jobDone(durationMs: number): void;
  /** `reason` as it stands in the log. */
  jobFailed(reason: string): void;
  /** One try on a notification; `outcome` is what it has come to. */
  deliveryTried(channelKind: string, outcome: 'delivered' | 'failed' | 'dead', durationMs: number): void;
}

/** Seconds; a healthy worker stores within the first two. */
const LAG_BUCKETS = [0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10, 30, 60, 300, 900, 3600];
const JOB_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

export interface MetricsSources {
  /** How many jobs are in which state. */
  depth: () => Promise<Record<string, number>>;
  /** Whether the Redis of the queue may evict. */
  mayEvict: () => boolean;
  /** Is told what is counted, for the dashboard. */
  recent: RecentIngestion;
  /** Notifications in the outbox that aren't finished, and how long the first of them is due, seconds. */
  outbox: () => Promise<{ waiting: number; oldestSeconds: number }>;
}

/** The worker's Prometheus metrics, in a registry of their own. */
export function createMetrics({ depth, mayEvict, recent, outbox }: MetricsSources): WorkerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const stored = new Counter({
    name: 'heliograph_worker_records_stored_total',
    help: 'Log records written to ClickHouse',
    registers,
  });
  const lag = new Histogram({
    name: 'heliograph_worker_record_lag_seconds',
    help: 'End of the answer to its row being in ClickHouse',
    buckets: LAG_BUCKETS,
    registers,
  });
  const unpriced = new Counter({
    name: 'heliograph_worker_unpriced_records_total',
    help: 'Log records with usage and no price for it; npm run prices:check names the models',
    registers,
  });
  const laidAside = new Counter({
    name: 'heliograph_worker_dead_letters_total',
    help: 'Log records that could not be stored',
    registers,
  });
  const job = new Histogram({
    name: 'heliograph_worker_job_duration_seconds',
    help: 'One batch from decoding to its inserts',
    buckets: JOB_BUCKETS,
    registers,
  });
  const failed = new Counter({
    name: 'heliograph_worker_job_failures_total',
    help: 'Attempts on a batch that failed and will be repeated',
    registers,
  });
  new Gauge({
    name: 'heliograph_worker_queue_jobs',
    help: 'Batches in the ingest queue by state',
    labelNames: ['state'] as const,
    registers,
    async collect() {
      // Without Redis there is no number to give; the other metrics still come.
      for (const [state, count] of Object.entries(await depth().catch(() => ({}))))
        this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'heliograph_worker_redis_may_evict',
    help: '1 where the Redis of the queue is not set to noeviction and may lose log records',
    registers,
    collect() {
      this.set(mayEvict() ? 1 : 0);
    },
  });
  const tried = new Counter({
    name: 'heliograph_worker_notification_tries_total',
    help: 'Tries on notifications by kind of channel and what became of them',
    labelNames: ['channel', 'outcome'] as const,
    registers,
  });
  const took = new Histogram({
    name: 'heliograph_worker_notification_duration_seconds',
    help: 'One try on a notification, by kind of channel',
    labelNames: ['channel'] as const,
    buckets: JOB_BUCKETS,
    registers,
  });
  const oldest = new Gauge({
    name: 'heliograph_worker_notification_lag_seconds',
    help: 'How long the first notification of the outbox has been due',
    registers,
  });
  new Gauge({
    name: 'heliograph_worker_notifications_waiting',
    help: 'Notifications in the outbox that are not finished',
    registers,
    async collect() {
      // Without Postgres there is no number to give.
      const standing = await outbox().catch(() => null);
      if (standing === null) return;
      this.set(standing.waiting);
      oldest.set(standing.oldestSeconds);
    },
  });
  return {
    registry,
    deliveryTried(channel, outcome, durationMs) {
      tried.inc({ channel, outcome });
      took.observe({ channel }, durationMs / 1000);
    },
    recordStored(lagMs) {
      stored.inc();
      lag.observe(Math.max(0, lagMs) / 1000);
      recent.stored(Date.now(), Math.max(0, lagMs));
    },
    recordUnpriced: () => unpriced.inc(),
    recordLaidAside: () => laidAside.inc(),
    jobDone: (durationMs) => job.observe(durationMs / 1000),
    jobFailed(reason) {
      failed.inc();
      recent.failed(Date.now(), reason);
    },
  };
}
