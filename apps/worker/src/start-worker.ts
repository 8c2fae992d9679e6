import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdminApp } from '@heliograph/admin/admin-app';
import { migrateClickHouse } from '@heliograph/clickhouse/migrate';
import type { Logger } from 'pino';
import { startAlerts } from './alerts/start-alerts.ts';
import { createContext } from './context.ts';
import type { Env } from './env.ts';
import { startExportConsumer } from './exports/export-consumer.ts';
import { startIngestConsumer } from './ingest/ingest-consumer.ts';
import { startDeliveryLoop } from './notifications/delivery-loop.ts';
import { startRepricingConsumer } from './repricing/repricing-consumer.ts';
import { startChores } from './start-chores.ts';

/** Milliseconds until ClickHouse is asked again where it couldn't be migrated. */
const MIGRATION_RETRY_MS = 2_000;

export interface RunningWorker {
  port: number;
  /** Finishes the batches in hand and ends all connections. */
  close(): Promise<void>;
}

/** Starts the admin routes at once, and the consumer as soon as ClickHouse has its tables. Rejects where the port is taken. */
export async function startWorker(env: Env, log: Logger): Promise<RunningWorker> {
  const context = createContext(env, log);
  let draining = false;
  let migrated = false;
  const app = createAdminApp({
    registry: context.metrics.registry,
    checks: { ...context.checks, migrations: () => Promise.resolve(migrated) },
    worksWithout: false,
    isDraining: () => draining,
  });
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(env.WORKER_PORT, env.HOST, (error) =>
      error ? reject(error) : resolve(listening),
    );
  });

  const stop = new AbortController();
  const consuming = migrateUntilDone(env, log, stop.signal).then(() => {
    if (stop.signal.aborted) return null;
    migrated = true;
    const consumers = [
      startIngestConsumer(context, context.consumerRedis),
      startRepricingConsumer(context, context.consumerRedis),
      startExportConsumer(context, context.consumerRedis),
      startAlerts(context, context.consumerRedis),
    ];
    return { close: () => Promise.all(consumers.map((consumer) => consumer.close())) };
  });
  const chores = startChores(context);
  // Needs neither ClickHouse nor Redis: word of their troubles has to get out.
  const deliveries = startDeliveryLoop(context.notifications);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      draining = true;
      stop.abort();
      await (await consuming)?.close();
      await chores.close();
      await deliveries.close();
      await context.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Migrates ClickHouse, however long it takes to come up. */
async function migrateUntilDone(env: Env, log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const applied = await migrateClickHouse({ url: env.CLICKHOUSE_URL });
      if (applied.length > 0) log.info({ applied }, 'ClickHouse migrated');
      return;
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'Waiting for ClickHouse');
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, MIGRATION_RETRY_MS);
        signal.addEventListener('abort', () => (clearTimeout(timer), resolve(undefined)), { once: true });
      });
    }
  }
}
