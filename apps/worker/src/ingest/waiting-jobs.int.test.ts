import { Worker } from 'bullmq';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { workerConnection } from '@heliograph/queue/connection';
import { INGEST_QUEUE, ingestWorkerOptions } from '@heliograph/queue/ingest-queue';
import { type CuttableWay, cuttableWay } from '../testing/cuttable-way.ts';
import { makeExchange } from '../testing/make-exchange.ts';
import { prepareWorker, type WorkerUnderTest } from '../testing/worker-under-test.ts';

let worker: WorkerUnderTest;
let way: CuttableWay;

beforeEach(async () => {
  worker = await prepareWorker();
  way = await cuttableWay(worker.env['CLICKHOUSE_URL'] ?? '');
  worker.env = { ...worker.env, CLICKHOUSE_URL: way.url };
});
afterEach(async () => {
  way.open();
  await worker.cleanUp();
  await way.close();
});

/** A batch that has met a ClickHouse which isn't there. */
async function sendIntoTheVoid(jobId: string) {
  const exchange = makeExchange();
  way.cut();
  await worker.send(jobId, [exchange]);
  await vi.waitUntil(() => worker.logs().includes('A batch waits for ClickHouse'), { timeout: 10_000 });
  return exchange;
}

test('while ClickHouse is away a batch waits and counts no attempt', async () => {
  await worker.startReady();
  const exchange = await sendIntoTheVoid('segment-1');
  const job = await worker.queue.getJob('segment-1');
  expect(await job?.getState()).toBe('active');
  expect(job?.attemptsMade).toBe(0);
  way.open();
  await worker.drained();
  expect(await worker.stored('requests')).toEqual([exchange.record.id]);
});

test('a worker that ends while ClickHouse is away puts its batch back at once', async () => {
  await worker.startReady();
  const exchange = await sendIntoTheVoid('segment-1');
  await worker.stop();
  expect(await worker.queue.getJobCountByTypes('waiting')).toBe(1);
  way.open();
  await worker.startReady();
  await worker.drained();
  expect(await worker.stored('requests')).toEqual([exchange.record.id]);
});

test('a batch whose worker went silent is taken over, however often that has happened to it', async () => {
  const exchange = makeExchange();
  await worker.send('segment-1', [exchange]);
  const connection = workerConnection(worker.env['REDIS_URL'] ?? '');
  // Takes the job, and then neither works on it nor renews its lock, which ends sooner than usual.
  const silent = new Worker(INGEST_QUEUE, null, { connection, ...ingestWorkerOptions, lockDuration: 500 });
  const job = await silent.getNextJob('a-token');
  expect(job?.id).toBe('segment-1');
  await worker.redis.hset(worker.queue.toKey('segment-1'), 'stc', '500');
  await worker.startReady();
  await worker.drained();
  expect(await worker.stored('requests')).toEqual([exchange.record.id]);
  expect(worker.logs()).toContain('taken over from a worker that went silent');
  await silent.close();
  connection.disconnect();
});

test('settings bring back a silent worker’s batches within 15 s', () => {
  const { lockDuration, stalledInterval } = ingestWorkerOptions;
  expect(lockDuration + 2 * stalledInterval).toBeLessThanOrEqual(15_000);
});

test('a batch that a wrong clock has put off by an hour is stored now', async () => {
  const exchange = makeExchange();
  await worker.send('segment-1', [exchange]);
  const connection = workerConnection(worker.env['REDIS_URL'] ?? '');
  const ahead = new Worker(INGEST_QUEUE, null, { connection, ...ingestWorkerOptions });
  const job = await ahead.getNextJob('a-token');
  await job?.moveToDelayed(Date.now() + 3_600_000, 'a-token');
  expect(await worker.queue.getJobCountByTypes('delayed')).toBe(1);
  await worker.startReady();
  await worker.drained();
  expect(await worker.stored('requests')).toEqual([exchange.record.id]);
  await ahead.close();
  connection.disconnect();
});

test('a token that ClickHouse remembers without its rows, as after a kill within an insert, loses nothing', async () => {
  await worker.startReady();
  const lost = makeExchange();
  // What such a kill leaves: both tables know the token, and neither has the rows.
  await worker.send('segment-1', [lost]);
  await worker.drained();
  for (const table of ['requests', 'request_bodies']) {
    await worker.clickHouse.command({
      query: `ALTER TABLE ${table} DELETE WHERE 1 SETTINGS mutations_sync = 2`,
    });
  }
  expect(await worker.stored('requests')).toEqual([]);
  await worker.redis.del(worker.queue.toKey('stored:segment-1'));
  way.cut();
  await worker.send('segment-1', [lost]);
  await vi.waitUntil(() => worker.logs().includes('A batch waits for ClickHouse'), { timeout: 10_000 });
  way.open();
  await worker.drained();
  expect(await worker.stored('requests')).toEqual([lost.record.id]);
  expect(await worker.stored('request_bodies')).toEqual([lost.record.id]);
});
