import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findRedis } from '@heliograph/stack/find-redis';
import { startRedis } from '@heliograph/stack/start-redis';
import { producerConnection, workerConnection } from './connection.ts';
import {
  createIngestQueue,
  enqueueRecords,
  INGEST_QUEUE,
  ingestWorkerOptions,
  type IngestQueue,
} from './ingest-queue.ts';
import { createQueueRoom, QueueFullError } from './queue-room.ts';
import { mayEvict, readRedisMemory } from './redis-memory.ts';

let folder: string;
let server: Awaited<ReturnType<typeof startRedis>>;
let redis: Redis;
let queue: IngestQueue;

/** A Redis of our own: a limit on a shared one would be everybody's. */
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'heliograph-redis-'));
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const logFile = path.join(folder, 'redis.log');
  server = await startRedis({ command: await findRedis(), dataDir: folder, logFile, port, use: 'test' });
  redis = producerConnection(server.url);
  await vi.waitUntil(() => redis.status === 'ready', { timeout: 10_000 });
  queue = createIngestQueue(redis);
});
afterEach(async () => {
  await queue.close();
  redis.disconnect();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the embedded Redis never evicts and has a limit', async () => {
  const memory = await readRedisMemory(redis);
  expect(memory).toMatchObject({ policy: 'noeviction', maxBytes: expect.any(Number) });
  expect(mayEvict(memory)).toBe(false);
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  expect(mayEvict(await readRedisMemory(redis))).toBe(true);
});

test('producers stop early enough for workers to drain a Redis that is full', async () => {
  const used = (await readRedisMemory(redis)).usedBytes;
  await redis.config('SET', 'maxmemory', String(used + 24 * 1024 * 1024));
  const checkRoom = createQueueRoom(redis, queue, { holdsMs: 0 });
  const sent: string[] = [];
  const fill = async (): Promise<void> => {
    for (let n = sent.length; ; n += 1) {
      await checkRoom();
      await enqueueRecords(queue, { jobId: `batch-${n}`, frames: randomBytes(300_000), count: 1 });
      sent.push(`batch-${n}`);
    }
  };
  await expect(fill()).rejects.toThrow(QueueFullError);
  expect(sent.length).toBeGreaterThan(10);

  const done: string[] = [];
  const connection = workerConnection(server.url);
  const worker = new Worker(
    INGEST_QUEUE,
    (job) => {
      done.push(job.id ?? '');
      return Promise.resolve();
    },
    { connection, ...ingestWorkerOptions },
  );
  await vi.waitUntil(() => done.length === sent.length, { timeout: 20_000 });
  expect([...done].sort()).toEqual([...sent].sort());
  await eventually(checkRoom, { timeout: 10_000 });
  await worker.close();
  connection.disconnect();
});

test('producers stop where too many batches wait', async () => {
  const checkRoom = createQueueRoom(redis, queue, { maxWaiting: 2 });
  await checkRoom();
  for (const n of [1, 2]) await enqueueRecords(queue, { jobId: `b-${n}`, frames: randomBytes(10), count: 1 });
  await eventually(() => expect(checkRoom()).rejects.toThrow('2 batches wait already'), { timeout: 10_000 });
});
