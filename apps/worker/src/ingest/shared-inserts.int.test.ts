import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRequestBodiesWriter } from '@heliograph/clickhouse/request-bodies-table';
import { createRequestsWriter } from '@heliograph/clickhouse/requests-table';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import { emptyPriceBook } from '@heliograph/pricing/custom-prices';
import { createInsertClaims, type InsertClaim } from '@heliograph/queue/insert-claims';
import { replayDeadLetter } from '@heliograph/queue/replay-dead-letter';
import { type CuttableWay, cuttableWay } from '../testing/cuttable-way.ts';
import { makeExchange } from '../testing/make-exchange.ts';
import { prepareWorker, type WorkerUnderTest } from '../testing/worker-under-test.ts';
import { prepareRecords } from './prepare-records.ts';
import { createRoom } from './room.ts';
import { createSharedInserts } from './shared-inserts.ts';

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

/** Batches that their worker has joined, and stored or not, before it died: another one finds them like that. */
async function sendJoined(batches: CapturedExchange[][]): Promise<string> {
  for (const [n, batch] of batches.entries()) await worker.send(jobOf(n), batch);
  const claims = createInsertClaims(worker.redis, worker.queue);
  await claims.claim(
    batches.map((_, n) => jobOf(n)),
    'shared-by-another',
  );
  return (await worker.redis.hget(worker.queue.toKey(jobOf(0)), 'claim')) ?? '';
}

/** The same batch in the queue again, as if it had never left it. */
async function sendAgain(n: number, batch: CapturedExchange[], claim: string) {
  await worker.redis.del(worker.queue.toKey(`stored:${jobOf(n)}`));
  await worker.send(jobOf(n), batch);
  await worker.redis.hset(worker.queue.toKey(jobOf(n)), 'claim', claim);
}

const threeBatches = () => Array.from({ length: 3 }, () => [makeExchange(), makeExchange()]);

test('batches that wait together go in one insert, and one alone does not wait', async () => {
  await worker.startReady();
  await worker.stop();
  const batches = [...threeBatches(), [makeExchange()]];
  for (const [n, batch] of batches.entries()) await worker.send(jobOf(n), batch);
  const tables = {
    requests: createRequestsWriter(worker.clickHouse),
    request_bodies: createRequestBodiesWriter(worker.clickHouse),
  };
  const shared = createSharedInserts(
    {
      clickHouse: worker.clickHouse,
      tables,
      claims: createInsertClaims(worker.redis, worker.queue),
      alone: createRoom(1),
      prepareOther: () => Promise.resolve(null),
    },
    { everyMs: 3_600_000, rows: 1_000, bytes: 1_000_000, batches: 3, atOnce: 1 },
  );
  const priceBooks = { load: () => Promise.resolve(() => ({ book: emptyPriceBook, available: true })) };
  const tokens = { count: () => Promise.resolve(0), close: () => Promise.resolve() };
  const store = async (n: number) => {
    const job = await worker.queue.getJob(jobOf(n));
    const { prepared } = await prepareRecords({ tables, priceBooks, tokens }, job?.data, jobOf(n));
    const halved = { has: () => false, any: () => false, add: () => Promise.resolve() };
    return shared.store({ jobId: jobOf(n), attempt: 1, wasCut: false, halved, prepared });
  };
  await store(3);
  await Promise.all([store(0), store(1), store(2)]);
  await expectStoredOnce(idsOf(batches));
  const claims = await Promise.all(batches.map((_, n) => claimOf(jobOf(n))));
  expect(claims[3]).toEqual({ token: jobOf(3), batches: [jobOf(3)] });
  expect(claims[0]?.batches.toSorted()).toEqual([jobOf(0), jobOf(1), jobOf(2)]);
  expect(claims[1]).toEqual(claims[0]);
  expect(claims[2]).toEqual(claims[0]);
});

test('while ClickHouse is away joined batches wait, and are stored once when it is back', async () => {
  const batches = threeBatches();
  await worker.startReady();
  await worker.send('early', [makeExchange()]);
  await worker.drained();
  const [early] = await worker.stored('requests');
  await worker.queue.pause();
  await sendJoined(batches);
  way.cut();
  await worker.queue.resume();
  await vi.waitUntil(() => worker.logs().includes('waits for ClickHouse'), { timeout: 20_000 });
  way.open();
  await worker.drained();
  await expectStoredOnce([...idsOf(batches), early ?? ''].sort());
});

test('joined batches taken over after their insert was made are not stored again', async () => {
  const batches = threeBatches();
  const claim = await sendJoined(batches);
  await worker.startReady();
  await worker.drained();
  await worker.stop();
  for (const [n, batch] of batches.entries()) await sendAgain(n, batch, claim);
  await worker.startReady();
  await worker.drained();
  await expectStoredOnce(idsOf(batches));
});

test('a batch whose fellows have left the queue is looked for, and stored where it is missing', async () => {
  const batches = threeBatches();
  const claim = await sendJoined(batches);
  await worker.startReady();
  await worker.drained();
  await worker.stop();
  const [batch = []] = batches;
  await worker.clickHouse.command({
    query: `ALTER TABLE requests DELETE WHERE id = '${batch[0]?.record.id}' SETTINGS mutations_sync = 2`,
  });
  await sendAgain(0, batch, claim);
  await worker.startReady();
  await worker.drained();
  await expectStoredOnce(idsOf(batches));
});

test('a batch shared with one in other hands is stored with it, and neither twice', async () => {
  const batches = [[makeExchange()], [makeExchange()]];
  await sendJoined(batches);
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
    await sendJoined(batches);
    await worker.queue.resume();
    await worker.drained();
    const all = [...idsOf(batches), early ?? ''].sort();
    const other = table === 'requests' ? 'request_bodies' : 'requests';
    expect(await worker.stored(table)).toEqual(all.filter((id) => id !== poison));
    expect(await worker.stored(other)).toEqual(all);
    const { items } = await worker.deadLetters.list(organizationId, { limit: 10 });
    expect(items).toEqual([expect.objectContaining({ requestId: poison, sourceJobId: jobOf(2) })]);
    // Its proxy ships it again: that is a batch which was stored, letter and all.
    await worker.send(jobOf(2), batches[2] ?? []);
    await worker.drained();
    expect(await worker.deadLetters.count(organizationId)).toBe(1);
    await worker.clickHouse.command({ query: `ALTER TABLE ${table} DROP CONSTRAINT no_poison` });
    expect(await replayDeadLetter(worker, organizationId, items[0]?.id ?? '')).toBe(true);
    await worker.drained();
    await expectStoredOnce(all);
  },
);
