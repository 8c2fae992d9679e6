import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { type ClickHouseClient, createClickHouseClient } from '@heliograph/clickhouse/client';
import { createDbClient } from '@heliograph/db/client';
import { migratePostgres } from '@heliograph/db/migrate';
import { createApiKey } from '@heliograph/services/api-key/create';
import { startFakeProvider } from '@heliograph/stack/fake-provider';
import { freePort, freshDataDir } from '../../src/platform/start-platform.ts';
import { type AppOptions, type AppProcess, appProcess } from './app-process.ts';
import { clickHouseServer, postgresServer, type RedisServer, redisServer, type Server } from './servers.ts';

/** An organization of a drill's own with its key, so that drills don't count each other's rows. */
export interface Account {
  organizationId: string;
  key: string;
}

/** The whole write path as real processes: embedded services, proxy, worker. */
export interface DrillPlatform {
  postgres: Server;
  clickHouse: Server;
  redis: RedisServer;
  proxy: AppProcess;
  worker: AppProcess;
  clickHouseClient: ClickHouseClient;
  /** A further proxy on the same services; `env` wins over what all proxies get. */
  anotherProxy(env?: Record<string, string>, options?: Partial<AppOptions>): Promise<AppProcess>;
  /** Prepares a worker in place of the usual one. */
  anotherWorker(options: Partial<AppOptions>): Promise<AppProcess>;
  openAccount(): Promise<Account>;
  /** A folder for spools, which counts when it is looked for records that aren't shipped yet. */
  spoolFolder(name: string): Promise<string>;
  /** Segments in all spools: what isn't shipped yet. */
  unshippedSegments(): Promise<number>;
  stop(): Promise<void>;
}

const logs = path.resolve(import.meta.dirname, '../../../test-output/drills');

/** Brings all of it up from the built apps. Rejects where a part doesn't start. */
export async function startDrillPlatform(): Promise<DrillPlatform> {
  const { dataDir, remove } = await freshDataDir();
  await rm(logs, { recursive: true, force: true });
  const [provider, postgres, clickHouse, redis] = await Promise.all([
    startFakeProvider(),
    postgresServer(dataDir),
    clickHouseServer(dataDir),
    redisServer(dataDir),
  ]);
  await migratePostgres(postgres.url);
  const clickHouseClient = createClickHouseClient({ url: clickHouse.url });
  const spools: string[] = [];
  const apps: AppProcess[] = [];
  const shared = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    CLICKHOUSE_URL: clickHouse.url,
    LOG_LEVEL: 'info',
  };

  async function spoolFolder(name: string): Promise<string> {
    const folder = path.join(dataDir, 'spools', name);
    await mkdir(folder, { recursive: true });
    if (!spools.includes(folder)) spools.push(folder);
    return folder;
  }

  async function anotherProxy(
    env: Record<string, string> = {},
    options: Partial<AppOptions> = {},
  ): Promise<AppProcess> {
    const port = await freePort();
    const app = appProcess({
      app: 'proxy',
      port,
      env: {
        ...shared,
        PROXY_PORT: String(port),
        PROXY_WORKERS: '2',
        DRAIN_DELAY_SECONDS: '2',
        SPOOL_DIR: await spoolFolder('proxy'),
        OPENAI_BASE_URL: provider.url,
        ANTHROPIC_BASE_URL: provider.url,
        ...env,
      },
      logFile: path.join(logs, `proxy-${apps.length}.log`),
      ...options,
    });
    apps.push(app);
    return app;
  }

  async function anotherWorker(options: Partial<AppOptions>): Promise<AppProcess> {
    const port = await freePort();
    const app = appProcess({
      app: 'worker',
      port,
      env: { ...shared, WORKER_PORT: String(port) },
      logFile: path.join(logs, `worker-${apps.length}.log`),
      ...options,
    });
    apps.push(app);
    return app;
  }

  const proxy = await anotherProxy();
  const worker = await anotherWorker({});
  await Promise.all([proxy.start(), worker.start()]);

  return {
    postgres,
    clickHouse,
    redis,
    proxy,
    worker,
    clickHouseClient,
    anotherProxy,
    anotherWorker,
    spoolFolder,
    async openAccount() {
      const db = createDbClient(postgres.url, { maxConnections: 1 });
      const organizationId = randomUUID();
      const userId = randomUUID();
      await db.organization.create({ data: { id: organizationId, name: 'Drill', slug: organizationId } });
      await db.user.create({ data: { id: userId, name: 'Drill', email: `${userId}@example.com` } });
      const actor = { type: 'user', organizationId, userId, role: 'owner' } as const;
      const { key } = await createApiKey({ db, actor }, { name: 'drill' });
      await db.$disconnect();
      return { organizationId, key };
    },
    async unshippedSegments() {
      const counts = await Promise.all(spools.map(segmentsIn));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async stop() {
      await Promise.all(apps.map((app) => app.kill()));
      await clickHouseClient.close();
      await Promise.all([provider.stop(), postgres.stop(), clickHouse.stop(), redis.stop()]);
      await remove();
    },
  };
}

/** Files come and go while it is looked. */
async function segmentsIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.seg')).length;
}
