import type { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freshRedis } from '@heliograph/stack/testing/services';
import { cacheConnection } from './connection.ts';
import { createExpiringKeys, type ExpiringKeys } from './expiring-keys.ts';
import { createIngestionFacts } from './ingestion-facts.ts';

const spool = { records: 3, bytes: 900, oldestAt: 5, dropped: 0, shed: 0, diskOk: true };
const worker = { storedPerSecond: 2, lagP50Ms: 1, lagP95Ms: 2, failures: 0, lastFailure: null };
let address: { url: string; release(): Promise<void> };
let redis: Redis;
let keys: ExpiringKeys;

beforeEach(async () => {
  address = await freshRedis();
  redis = cacheConnection(address.url, 5_000);
  await vi.waitUntil(() => redis.status === 'ready', { timeout: 10_000 });
  keys = createExpiringKeys(redis);
});
afterEach(async () => {
  redis.disconnect();
  await address.release();
});

test('what processes tell is read back; who went silent is left out', async () => {
  const facts = createIngestionFacts(keys);
  const now = 1_000_000;
  await facts.tellSpool('a', { ...spool, at: now - 1_000 });
  await facts.tellSpool('b', { ...spool, at: now - 60_000 });
  await facts.tellWorker('c', { ...worker, at: now });
  expect(await facts.read(now)).toEqual({
    spools: [{ ...spool, at: now - 1_000 }],
    workers: [{ ...worker, at: now }],
  });
  await facts.forget('a');
  expect((await facts.read(now)).spools).toEqual([]);
});

test('no key without an end', async () => {
  await createIngestionFacts(keys).tellSpool('a', { ...spool, at: Date.now() });
  await keys.set('answer', '42', 60_000);
  expect(await keys.get('answer')).toBe('42');
  const all = await redis.keys('*');
  expect(all).toHaveLength(2);
  for (const key of all) expect(await redis.pttl(key)).toBeGreaterThan(0);
});

test('a connection for the cache fails at once where nobody is', async () => {
  const nobody = cacheConnection('redis://127.0.0.1:1');
  nobody.on('error', () => undefined);
  await expect(nobody.get('x')).rejects.toThrow();
  nobody.disconnect();
});
