import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { expect, vi } from 'vitest';
import { type ClickHouseClient, createClickHouseClient } from '@heliograph/clickhouse/client';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import { producerConnection } from '@heliograph/queue/connection';
import { createDeadLetters, type DeadLetters } from '@heliograph/queue/dead-letters';
import { createIngestQueue, enqueueRecords, type IngestQueue } from '@heliograph/queue/ingest-queue';
import { encodeFrame } from '@heliograph/queue/record-frame';
import { migratedClickHouse } from '@heliograph/clickhouse/testing/migrated-clickhouse';
import { freshRedis } from '@heliograph/stack/testing/services';
import { readEnv } from '../env.ts';
import { type RunningWorker, startWorker } from '../start-worker.ts';

interface Readiness {
  status: string;
  dependencies: Record<string, string>;
}

/** Services of a test's own and, once started, a worker on them. */
export interface WorkerUnderTest {
  clickHouse: ClickHouseClient;
  redis: Redis;
  queue: IngestQueue;
  deadLetters: DeadLetters;
  /** Settings of the next start. */
  env: Record<string, string>;
  /** What the worker logged. */
  logs(): string;
  start(): Promise<void>;
  startReady(): Promise<void>;
  stop(): Promise<void>;
  url(): string;
  readiness(): Promise<Readiness>;
  send(jobId: string, exchanges: CapturedExchange[]): Promise<void>;
  /** Ids in a table, sorted, as often as they are in it. */
  stored(table: 'requests' | 'request_bodies'): Promise<string[]>;
  drained(): Promise<void>;
  cleanUp(): Promise<void>;
}

/** A ClickHouse database and a Redis of its own; no worker runs yet. */
export async function prepareWorker(): Promise<WorkerUnderTest> {
  const [store, redisAddress] = await Promise.all([migratedClickHouse(), freshRedis()]);
  const redis = producerConnection(redisAddress.url);
  await vi.waitUntil(() => redis.status === 'ready', { timeout: 10_000 });
  const queue = createIngestQueue(redis);
  const clickHouse = createClickHouseClient(store);
  const url = new URL(store.url);
  url.pathname = `/${store.database}`;
  let logs = '';
  let worker: RunningWorker | null = null;
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logs += chunk.toString();
      done();
    },
  });

  const under: WorkerUnderTest = {
    clickHouse,
    redis,
    queue,
    deadLetters: createDeadLetters(redis),
    env: {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
      REDIS_URL: redisAddress.url,
      CLICKHOUSE_URL: url.href,
      EXPORT_DIR: path.join(tmpdir(), `heliograph-exports-${randomUUID()}`),
      WORKER_PORT: '0',
      LOG_LEVEL: 'trace',
    },
    logs: () => logs,
    async start() {
      worker = await startWorker(readEnv(under.env), pino({ level: 'trace' }, sink));
    },
    async startReady() {
      await under.start();
      await vi.waitUntil(async () => (await under.readiness()).status === 'ready', { timeout: 10_000 });
    },
    async stop() {
      await worker?.close();
      worker = null;
    },
    url: () => `http://127.0.0.1:${worker?.port}`,
    async readiness() {
      const answer = await fetch(`${under.url()}/readyz`);
      const body = (await answer.json()) as Readiness;
      expect(answer.status).toBe(body.status === 'ready' ? 200 : 503);
      return body;
    },
    send(jobId, exchanges) {
      const frames = Buffer.concat(exchanges.map(encodeFrame));
      return enqueueRecords(queue, { jobId, frames, count: exchanges.length });
    },
    async stored(table) {
      const result = await clickHouse.query({
        query: `SELECT id FROM ${table} ORDER BY toString(id)`,
        format: 'JSONEachRow',
      });
      return (await result.json<{ id: string }>()).map(({ id }) => id);
    },
    async drained() {
      const left = () => queue.getJobCountByTypes('waiting', 'active', 'delayed');
      await vi.waitUntil(async () => (await left()) === 0, { timeout: 25_000 });
    },
    async cleanUp() {
      await under.stop();
      await rm(under.env.EXPORT_DIR ?? '', { recursive: true, force: true });
      await queue.close();
      redis.disconnect();
      await clickHouse.close();
      await redisAddress.release();
      await store.drop();
    },
  };
  return under;
}
