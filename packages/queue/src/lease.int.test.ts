import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Redis } from 'ioredis';
import { freshRedis } from '@heliograph/stack/testing/services';
import { producerConnection } from './connection.ts';
import { createLease } from './lease.ts';

let address: { url: string; release(): Promise<void> };
let redis: Redis;

beforeEach(async () => {
  address = await freshRedis();
  redis = producerConnection(address.url);
  await vi.waitUntil(() => redis.status === 'ready', { timeout: 10_000 });
});
afterEach(async () => {
  redis.disconnect();
  await address.release();
});

test('one process has it until it lets go, or is heard of no more', async () => {
  const [one, other] = [1, 2].map(() => createLease(redis, { name: 'work', ttlMs: 60_000 }));
  expect(await one?.hold()).toBe(true);
  expect(await one?.hold()).toBe(true);
  expect(await other?.hold()).toBe(false);
  // It is not the other's to let go of.
  await other?.release();
  expect(await other?.hold()).toBe(false);
  await one?.release();
  expect(await other?.hold()).toBe(true);
  const short = createLease(redis, { name: 'short', ttlMs: 20 });
  const next = createLease(redis, { name: 'short', ttlMs: 60_000 });
  expect(await short.hold()).toBe(true);
  await vi.waitUntil(() => next.hold(), { timeout: 10_000 });
  expect(await short.hold()).toBe(false);
});

test('without Redis everyone works', async () => {
  redis.disconnect();
  expect(await createLease(redis, { name: 'work', ttlMs: 60_000 }).hold()).toBe(true);
});
