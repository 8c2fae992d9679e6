import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { migratePostgres } from '@heliograph/db/migrate';
import { workerConnection } from '@heliograph/queue/connection';
import { createIngestQueue, readJob } from '@heliograph/queue/ingest-queue';
import { createApiKey } from '@heliograph/services/api-key/create';
import { revokeApiKey } from '@heliograph/services/api-key/revoke';
import { freshPostgres, freshRedis } from '@heliograph/stack/testing/services';
import { pino } from 'pino';
import { v7 as uuid } from 'uuid';
import { vi } from 'vitest';
import { readEnv } from '../env.ts';
import { type RunningProxy, startProxy } from '../start-proxy.ts';

export interface TestProxy {
  url: string;
  port: number;
  /** A key in force, and whose it is. */
  key: string;
  apiKeyId: string;
  organizationId: string;
  db: DbClient;
  spoolDir: string;
  redisUrl: string;
  makeKey(name: string): Promise<{ id: string; key: string }>;
  revokeKey(id: string): Promise<void>;
  /** The record of a request, as the queue has it; waits for it. */
  recordOf(requestId: string): Promise<CapturedExchange>;
  /** All records in the queue now. */
  records(): Promise<CapturedExchange[]>;
  /** Everything the proxy logged so far. */
  logged(): string;
  proxy: RunningProxy;
  close(): Promise<void>;
}

/**
 * The real proxy in this process, with a Postgres database, a Redis database and a spool of its own.
 * `wayToPostgres` may put something between the proxy and its database.
 */
export async function startTestProxy(
  env: Record<string, string> = {},
  wayToPostgres: (url: string) => Promise<string> = (url) => Promise.resolve(url),
): Promise<TestProxy> {
  const [postgres, redis] = await Promise.all([freshPostgres(), freshRedis()]);
  const spoolDir = await mkdtemp(path.join(tmpdir(), 'heliograph-spool-'));
  await migratePostgres(postgres.url);
  const db = createDbClient(postgres.url, { maxConnections: 2 });
  const organizationId = uuid();
  const userId = uuid();
  await db.organization.create({ data: { id: organizationId, name: 'Test', slug: organizationId } });
  await db.user.create({ data: { id: userId, name: 'Test', email: `${userId}@example.com` } });
  const actor = { type: 'user', organizationId, userId, role: 'owner' } as const;
  const makeKey = (name: string) => createApiKey({ db, actor }, { name });
  const { id: apiKeyId, key } = await makeKey('test');

  let logged = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  const proxy = await startProxy(
    readEnv({
      PROXY_PORT: '0',
      DATABASE_URL: await wayToPostgres(postgres.url),
      REDIS_URL: redis.url,
      SPOOL_DIR: spoolDir,
      DRAIN_SECONDS: '1',
      LOG_LEVEL: 'trace',
      ...env,
    }),
    pino({ level: 'trace' }, sink),
  );
  const connection = workerConnection(redis.url);
  const queue = createIngestQueue(connection);

  async function records(): Promise<CapturedExchange[]> {
    const jobs = await queue.getJobs(['waiting'], 0, -1, true);
    const batches = await Promise.all(jobs.map((job) => readJob(job.data)));
    return batches.flat().map((record) => {
      if ('damage' in record) throw new Error(`A record in the queue is damaged: ${record.damage}`);
      return record.exchange;
    });
  }

  return {
    url: `http://127.0.0.1:${proxy.port}`,
    port: proxy.port,
    key,
    apiKeyId,
    organizationId,
    db,
    spoolDir,
    redisUrl: redis.url,
    makeKey,
    revokeKey: (id) => revokeApiKey({ db, actor }, { id }),
    records,
    recordOf: (requestId) =>
      vi.waitFor(
        async () => {
          const found = (await records()).find(({ record }) => record.id === requestId);
          if (found === undefined) throw new Error(`No record of ${requestId} in the queue`);
          return found;
        },
        { timeout: 10_000, interval: 20 },
      ),
    logged: () => logged,
    proxy,
    async close() {
      await proxy.close();
      await queue.close();
      connection.disconnect();
      await db.$disconnect();
      await Promise.all([postgres.drop(), redis.release(), rm(spoolDir, { recursive: true, force: true })]);
    },
  };
}
