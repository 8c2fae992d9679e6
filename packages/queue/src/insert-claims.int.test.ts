import type { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshRedis } from '@heliograph/stack/testing/services';
import { producerConnection } from './connection.ts';
import { createIngestQueue, enqueueRecords, type IngestQueue } from './ingest-queue.ts';
import { createInsertClaims, type InsertClaim, type InsertClaims } from './insert-claims.ts';

let address: Awaited<ReturnType<typeof freshRedis>>;
let redis: Redis;
let queue: IngestQueue;
let claims: InsertClaims;

beforeEach(async () => {
  address = await freshRedis();
  redis = producerConnection(address.url);
  await new Promise((resolve) => redis.once('ready', resolve));
  queue = createIngestQueue(redis);
  claims = createInsertClaims(redis, queue);
  for (const jobId of ['a', 'b', 'c']) {
    await enqueueRecords(queue, { jobId, frames: Buffer.from('frames'), count: 1 });
  }
});
afterEach(async () => {
  await queue.close();
  redis.disconnect();
  await address.release();
});

const together: InsertClaim = { token: 'first', batches: ['a', 'b'], divided: [] };

test('batches joined stay joined, whoever claims them later and with whom', async () => {
  expect(await claims.claim(['a', 'b'], 'first')).toEqual([together, together]);
  expect(await claims.claim(['b', 'c'], 'second')).toEqual([
    together,
    { token: 'c', batches: ['c'], divided: [] },
  ]);
  expect(await claims.claim(['c', 'a'], 'third')).toEqual([
    { token: 'c', batches: ['c'], divided: [] },
    together,
  ]);
});

test('of two workers that claim the same batches at once, one decides', async () => {
  const other = producerConnection(address.url);
  await new Promise((resolve) => other.once('ready', resolve));
  const [mine, theirs] = await Promise.all([
    claims.claim(['a', 'b', 'c'], 'mine'),
    createInsertClaims(other, queue).claim(['c', 'b'], 'theirs'),
  ]);
  const all = [...mine, ...theirs].filter((state): state is InsertClaim => typeof state === 'object');
  expect(all).toHaveLength(5);
  for (const batch of ['a', 'b', 'c']) {
    const holding = all.filter(({ batches }) => batches.includes(batch));
    expect(new Set(holding.map(({ token }) => token)).size).toBe(1);
  }
  other.disconnect();
});

test('a batch that has left the queue is gone, and nothing brings back an empty one', async () => {
  await claims.claim(['a', 'b'], 'first');
  await (await queue.getJob('a'))?.remove();
  expect(await claims.claim(['a'], 'second')).toEqual(['gone']);
  await claims.divide(together, 'requests');
  expect(await queue.getJob('a')).toBeUndefined();
  expect(await claims.claim(['b'], 'second')).toEqual([{ ...together, divided: ['requests'] }]);
});

test('a stored batch that comes again is known for an hour', async () => {
  await claims.stored('a');
  expect(await claims.claim(['a', 'b'], 'first')).toEqual([
    'stored',
    { token: 'b', batches: ['b'], divided: [] },
  ]);
  expect(await redis.ttl(queue.toKey('stored:a'))).toBeGreaterThan(3_500);
});

test('a claim given up for one table still stands for the other', async () => {
  await claims.claim(['a', 'b'], 'first');
  await claims.divide(together, 'request_bodies');
  expect(await claims.claim(['a'], 'x')).toEqual([{ ...together, divided: ['request_bodies'] }]);
  await claims.divide(together, 'requests');
  expect(await claims.claim(['b'], 'x')).toEqual([{ ...together, divided: ['requests', 'request_bodies'] }]);
});
