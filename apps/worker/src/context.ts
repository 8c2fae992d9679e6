import { type ClickHouseClient, createClickHouseClient } from '@heliograph/clickhouse/client';
import { producerConnection, workerConnection } from '@heliograph/queue/connection';
import { createDeadLetterQueue } from '@heliograph/queue/dead-letter-queue';
import { createIngestQueue } from '@heliograph/queue/ingest-queue';
import type { DependencyCheck } from '@heliograph/admin/admin-app';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Env } from './env.ts';
import type { IngestContext } from './ingest/ingest-batch.ts';
import { createMetrics } from './metrics.ts';

export interface WorkerContext extends IngestContext {
  clickHouse: ClickHouseClient;
  /** The connection that takes jobs. */
  consumerRedis: Redis;
  checks: Record<string, DependencyCheck>;
  close(): Promise<void>;
}

/** Builds the clients; ClickHouse and Redis may be away. */
export function createContext(env: Env, log: Logger): WorkerContext {
  const clickHouse = createClickHouseClient({ url: env.CLICKHOUSE_URL });
  const redis = producerConnection(env.REDIS_URL);
  const consumerRedis = workerConnection(env.REDIS_URL);
  const queue = createIngestQueue(redis);
  const deadLetters = createDeadLetterQueue(redis);
  for (const source of [redis, consumerRedis, queue, deadLetters]) {
    source.on('error', (error: Error) => log.debug({ reason: error.message }, 'Redis'));
  }
  return {
    clickHouse,
    consumerRedis,
    deadLetters,
    metrics: createMetrics(() => queue.getJobCounts('waiting', 'active', 'delayed', 'failed')),
    log,
    now: Date.now,
    checks: {
      clickhouse: async () => (await clickHouse.ping()).success,
      redis: async () => (await redis.ping()) === 'PONG',
    },
    async close() {
      await Promise.allSettled([queue.close(), deadLetters.close(), clickHouse.close()]);
      redis.disconnect();
      consumerRedis.disconnect();
    },
  };
}
