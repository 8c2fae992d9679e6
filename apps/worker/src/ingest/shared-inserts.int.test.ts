import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import { createInsertClaims, type InsertClaim } from '@heliograph/queue/insert-claims';
import { replayDeadLetter } from '@heliograph/queue/replay-dead-letter';
import { type CuttableWay, cuttableWay } from '../testing/cuttable-way.ts';
import { makeExchange } from '../testing/make-exchange.ts';
import { prepareWorker, type WorkerUnderTest } from '../testing/worker-under-test.ts';

const { organizationId } = makeExchange().record;
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

const idsOf = (batches: CapturedExchange[][]) =>
  batches
    .flat()
    .map(({ record }) => record.id)
    .sort();
const jobOf = (n: number) => `segment-${n}`;

async function claimOf(jobId: string): Promise<InsertClaim | null> {
  const claim = await worker.redis.hget(worker.queue.toKey(jobId), 'claim');
  return claim === null ? null : (JSON.parse(claim) as InsertClaim);
}

async function expectStoredOnce(ids: string[]) {
  expect(await worker.stored('requests')).toEqual(ids);
  expect(await worker.stored('request_bodies')).toEqual(ids);
}

/** Some batches that share an insert, which their worker has tried and not brought to its end. */
async function sendTogether(count = 3) {
  await worker.startReady();
  // One by itself first: the tables' columns are known then, and the next insert has to wait for others.
  const early = [makeExchange()];
  await worker.send('early', early);
  await worker.drained();
  await worker.queue.pause();
  const batches = Array.from({ length: count }, () => [makeExchange(), makeExchange()]);
  for (const [n, batch] of batches.entries()) await worker.send(jobOf(n), batch);
  way.cut();
  await worker.queue.resume();
  await vi.waitUntil(
    async () => {
      const claims = await Promise.all(batches.map((_, n) => claimOf(jobOf(n))));
      return claims.every((claim) => claim !== null) && worker.logs().includes('waits for ClickHouse');
    },
    { timeout: 10_000 },
  );
  const claims = await Promise.all(batches.map((_, n) => claimOf(jobOf(n))));
  return { early, batches, all: idsOf([early, ...batches]), claims };
}

test('batches that come close together share an insert, and are stored once when it is repeated', async () => {
  const { all, claims } = await sendTogether();
  const joined = claims.filter((claim) => (claim?.batches.length ?? 0) > 1);
  expect(joined.length).toBeGreaterThanOrEqual(2);
  way.open();
  await worker.drained();
  await expectStoredOnce(all);
});

test('a batch taken over after its shared insert was made is not stored again', async () => {
  const { batches, all, claims } = await sendTogether();
  way.open();
  await worker.drained();
  await worker.stop();
  // As its worker would have left them, had it died between the insert and the end of the jobs.
  const [first] = claims;
  for (const [n, batch] of batches.entries()) {
    await worker.redis.del(worker.queue.toKey(`stored:${jobOf(n)}`));
    await worker.send(jobOf(n), batch);
    await worker.redis.hset(worker.queue.toKey(jobOf(n)), 'claim', JSON.stringify(claims[n]));
  }
  expect(await claimOf(jobOf(0))).toEqual(first);
  await worker.startReady();
  await worker.drained();
  await expectStoredOnce(all);
});

test('a batch whose fellows have left the queue is looked for, and stored where it is missing', async () => {
  const { early, batches, all, claims } = await sendTogether();
  way.open();
  await worker.drained();
  await worker.stop();
  const n = claims.findIndex((claim) => (claim?.batches.length ?? 0) > 1);
  const batch = batches[n] ?? early;
  const [lost] = batch;
  await worker.clickHouse.command({
    query: `ALTER TABLE requests DELETE WHERE id = '${lost?.record.id}' SETTINGS mutations_sync = 2`,
  });
  await worker.redis.del(worker.queue.toKey(`stored:${jobOf(n)}`));
  await worker.send(jobOf(n), batch);
  await worker.redis.hset(worker.queue.toKey(jobOf(n)), 'claim', JSON.stringify(claims[n]));
  await worker.startReady();
  await worker.drained();
  await expectStoredOnce(all);
});

test('a batch shared with one in other hands is stored with it, and neither twice', async () => {
  const batches = [[makeExchange()], [makeExchange()]];
  for (const [n, batch] of batches.entries()) await worker.send(jobOf(n), batch);
  await createInsertClaims(worker.redis, worker.queue).claim([jobOf(0), jobOf(1)], 'shared-by-another');
  // The second is where this worker doesn't see it, as if another held it.
  await worker.redis.lrem(worker.queue.toKey('wait'), 1, jobOf(1));
  await worker.startReady();
  await worker.drained();
  await expectStoredOnce(idsOf(batches));
  await worker.redis.lpush(worker.queue.toKey('wait'), jobOf(1));
  await worker.redis.zadd(worker.queue.toKey('marker'), 0, '0');
  await worker.drained();
  await expectStoredOnce(idsOf(batches));
  expect(await worker.queue.getJob(jobOf(1))).toBeUndefined();
});

test.each(['requests', 'request_bodies'] as const)(
  'a record that %s refuses holds up none of the batches inserted with it, and its replay stores it once',
  async (table) => {
    await worker.startReady();
    await worker.send('early', [makeExchange()]);
    await worker.drained();
    const [early] = await worker.stored('requests');
    const batches = Array.from({ length: 4 }, () => [makeExchange(), makeExchange(), makeExchange()]);
    const poison = batches[2]?.[1]?.record.id ?? '';
    await worker.clickHouse.command({
      query: `ALTER TABLE ${table} ADD CONSTRAINT no_poison CHECK id != '${poison}'`,
    });
    await worker.queue.pause();
    for (const [n, batch] of batches.entries()) await worker.send(jobOf(n), batch);
    await worker.queue.resume();
    await worker.drained();
    const all = [...idsOf(batches), early ?? ''].sort();
    const other = table === 'requests' ? 'request_bodies' : 'requests';
    expect(await worker.stored(table)).toEqual(all.filter((id) => id !== poison));
    expect(await worker.stored(other)).toEqual(all);
    const { items } = await worker.deadLetters.list(organizationId, { limit: 10 });
    expect(items).toEqual([expect.objectContaining({ requestId: poison, sourceJobId: jobOf(2) })]);
    await worker.clickHouse.command({ query: `ALTER TABLE ${table} DROP CONSTRAINT no_poison` });
    expect(await replayDeadLetter(worker, organizationId, items[0]?.id ?? '')).toBe(true);
    await worker.drained();
    await expectStoredOnce(all);
  },
);
