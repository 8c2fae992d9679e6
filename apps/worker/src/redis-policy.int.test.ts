import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findRedis } from '@heliograph/stack/find-redis';
import { startRedis } from '@heliograph/stack/start-redis';
import { prepareWorker, type WorkerUnderTest } from './testing/worker-under-test.ts';

let worker: WorkerUnderTest;
let folder: string;
let server: Awaited<ReturnType<typeof startRedis>>;

beforeEach(async () => {
  worker = await prepareWorker();
  folder = await mkdtemp(path.join(tmpdir(), 'heliograph-redis-'));
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const logFile = path.join(folder, 'redis.log');
  server = await startRedis({ command: await findRedis(), dataDir: folder, logFile, port, use: 'test' });
});
afterEach(async () => {
  await worker.cleanUp();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a Redis that may evict is complained of in the log and in /metrics; a sound one is not', async () => {
  const metric = async () =>
    /^heliograph_worker_redis_may_evict (\d)$/m.exec(
      await (await fetch(`${worker.url()}/metrics`)).text(),
    )?.[1];
  const redis = new Redis(server.url);
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  worker.env = { ...worker.env, REDIS_URL: server.url };
  await worker.startReady();
  await vi.waitUntil(() => worker.logs().includes('set its maxmemory-policy to noeviction'), {
    timeout: 10_000,
  });
  expect(await metric()).toBe('1');

  await worker.stop();
  await redis.config('SET', 'maxmemory-policy', 'noeviction');
  redis.disconnect();
  await worker.startReady();
  expect(await metric()).toBe('0');
});
