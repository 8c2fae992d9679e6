import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findUnpricedModels } from '@heliograph/clickhouse/unpriced-models';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { createPriceBook } from '@heliograph/pricing/custom-prices';
import { addPrice, type NewPrice } from '@heliograph/services/price/add';
import { cancelRepricing } from '@heliograph/services/repricing/cancel';
import { listRepricings } from '@heliograph/services/repricing/list';
import { startRepricing } from '@heliograph/services/repricing/start';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import type { FreshPostgres } from '@heliograph/stack/testing/services';
import { makeExchange } from '../testing/make-exchange.ts';
import { prepareWorker, type WorkerUnderTest } from '../testing/worker-under-test.ts';
import { repriceRange, type RepricingTask } from './reprice-range.ts';

let worker: WorkerUnderTest;
let postgres: FreshPostgres;
let db: DbClient;
const organizationId = makeExchange().record.organizationId;
const other = '019aa2b4-0000-7000-8000-0000000000ee';
const actor = { type: 'api_key', organizationId, apiKeyId: makeExchange().record.apiKeyId } as const;
/** In two months, and so in two partitions. */
const [october, november] = [Date.UTC(2026, 9, 30, 12), Date.UTC(2026, 10, 2, 12)];
const [from, to] = [new Date('2026-10-01'), new Date('2026-12-01')];
const house = { modelOverride: 'house-model' };
const housePrice: NewPrice = {
  provider: null,
  model: 'house-*',
  prices: { input: '1', cachedInput: '0.5', output: '4' },
  effectiveFrom: null,
  effectiveTo: null,
  note: null,
};

beforeEach(async () => {
  [worker, postgres] = await Promise.all([prepareWorker(), migratedPostgres()]);
  db = createDbClient(postgres.url);
  for (const id of [organizationId, other])
    await db.organization.create({ data: { id, name: 'Acme', slug: id } });
  worker.env = { ...worker.env, DATABASE_URL: postgres.url };
});
afterEach(async () => {
  await worker.cleanUp();
  await db.$disconnect();
  await postgres.drop();
});

async function read<Row>(sql: string): Promise<Row[]> {
  const result = await worker.clickHouse.query({ query: sql, format: 'JSONEachRow' });
  return result.json<Row>();
}
const costs = () =>
  read<{ cost: string | null; row: string; n: number }>(
    `SELECT toString(cost_total) AS cost, price_row AS row, toUInt32(count()) AS n FROM requests
     WHERE organization_id = '${organizationId}' GROUP BY cost, row ORDER BY cost, row`,
  );
const stateOf = async (id: string) =>
  (await listRepricings({ db, actor })).find((repricing) => repricing.id === id);

test("a request is priced by its headers, its organization's book and the table, in that order", async () => {
  const { id } = await addPrice({ db, actor }, housePrice);
  await worker.startReady();
  await worker.send('segment-1-0', [
    makeExchange({ ...house, name: '1' }),
    makeExchange({ ...house, name: '2', organizationId: other }),
    makeExchange({ ...house, name: '3', headerPrices: { input: '2', output: null } }),
    makeExchange({ name: '4', cacheHit: true }),
  ]);
  await worker.drained();
  const rows = await read<object>(
    `SELECT toString(cost_total) AS cost, toString(saved) AS saved, cost_source, price_row, cost_flags
     FROM requests ORDER BY name`,
  );
  expect(rows).toEqual([
    // 8 × 1 + 4 × 0.5 + 8 × 4 USD per million.
    { cost: '0.000042', saved: null, cost_source: 'custom', price_row: `custom:${id}`, cost_flags: [] },
    { cost: null, saved: null, cost_source: 'none', price_row: '', cost_flags: ['no_price'] },
    // 12 × 2 + 8 × 4.
    { cost: '0.000056', saved: null, cost_source: 'header', price_row: 'header input=2', cost_flags: [] },
    {
      cost: '0',
      saved: '0.0000063',
      cost_source: 'table',
      price_row: expect.stringMatching(/^openai\/gpt-4o-mini-2024-07-18 #/),
      cost_flags: [],
    },
  ]);
  const now = Date.now();
  const range = { from: new Date(now - 60_000), to: new Date(now + 60_000) };
  const unpriced = { provider: 'openai', model: 'house-model', requests: 1, totalTokens: 20 };
  expect(await findUnpricedModels(worker.clickHouse, { organizationId: null, ...range })).toMatchObject({
    requests: 1,
    items: [unpriced],
  });
  expect(await findUnpricedModels(worker.clickHouse, { organizationId, ...range })).toEqual({
    requests: 0,
    items: [],
  });
});

test('without Postgres requests are stored all the same, and say that the book was not read', async () => {
  worker.env = { ...worker.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' };
  await worker.startReady();
  await worker.send('segment-1-0', [makeExchange()]);
  await worker.drained();
  expect(await read('SELECT toString(cost_total) AS cost, cost_flags FROM requests')).toEqual([
    { cost: '0.0000063', cost_flags: ['price_book_unavailable'] },
  ]);
});

test('a price that comes later is applied by a recalculation, to this organization alone', async () => {
  await worker.startReady();
  await worker.send('segment-1-0', [
    makeExchange({ ...house, createdAt: october }),
    makeExchange({ ...house, createdAt: november }),
    makeExchange({ ...house, createdAt: november, organizationId: other }),
    makeExchange({ ...house, createdAt: november, headerPrices: { input: '1', output: '1' } }),
    makeExchange({ createdAt: november }),
  ]);
  await worker.drained();
  const price = await addPrice({ db, actor }, housePrice);
  const { id } = await startRepricing({ db, actor }, { provider: null, model: null, from, to });
  await vi.waitUntil(async () => (await stateOf(id))?.status === 'done', { timeout: 20_000 });
  expect(await stateOf(id)).toMatchObject({ requests: 3, examined: 3, changed: 2, error: null });
  expect(await costs()).toEqual([
    { cost: '0.0000063', row: expect.stringMatching(/^openai/), n: 1 },
    { cost: '0.00002', row: 'header input=1 output=1', n: 1 },
    { cost: '0.000042', row: `custom:${price.id}`, n: 2 },
  ]);
  const theirs = await read(`SELECT cost_total FROM requests WHERE organization_id = '${other}'`);
  expect(theirs).toEqual([{ cost_total: null }]);
  const left = "SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'repriced%'";
  expect(await read(left)).toEqual([]);
});

test('a recalculation that is cut off goes on where it was, and a second one changes nothing', async () => {
  await worker.startReady();
  const exchanges = Array.from({ length: 40 }, (_, index) =>
    makeExchange({ ...house, createdAt: november + index * 1000 }),
  );
  await worker.send('segment-1-0', exchanges);
  await worker.drained();
  const seen: { cursor?: Date; changed?: number }[] = [];
  const task = (stopAfter: number): RepricingTask => ({
    name: uuidv7().replaceAll('-', ''),
    range: { organizationId, from, to, provider: null, model: 'HOUSE-*' },
    cursor: seen.findLast(({ cursor }) => cursor !== undefined)?.cursor ?? from,
    changed: seen.findLast(({ changed }) => changed !== undefined)?.changed ?? 0,
    book: createPriceBook([{ ...housePrice, id: 'p', effectiveFrom: null, effectiveTo: null }]),
    onProgress: (progress) => {
      seen.push(progress);
      return Promise.resolve(seen.length < stopAfter);
    },
    pageRows: 5,
    stepChanges: 10,
  });
  await repriceRange(worker.clickHouse, task(5));
  expect((await costs()).find(({ cost }) => cost !== null)?.n).toBe(20);
  await repriceRange(worker.clickHouse, task(Infinity));
  expect(seen.at(-1)).toMatchObject({ cursor: to, examined: 40, changed: 40 });
  expect(await costs()).toEqual([{ cost: '0.000042', row: 'custom:p', n: 40 }]);

  seen.length = 0;
  await repriceRange(worker.clickHouse, task(Infinity));
  expect(seen.at(-1)).toMatchObject({ examined: 40, changed: 0 });
});

test('a worker that goes down in the middle leaves the rest to the next one', async () => {
  await worker.startReady();
  await worker.clickHouse.command({
    query: `INSERT INTO requests (organization_id, created_at, id, provider, model, input_tokens, usage_source)
      SELECT '${organizationId}', toDateTime64('2026-11-02 00:00:00', 3, 'UTC') + number, generateUUIDv4(), 'openai',
        'house-model', number + 1, 'reported' FROM numbers(60000)`,
  });
  await addPrice({ db, actor }, housePrice);
  const { id } = await startRepricing({ db, actor }, { provider: null, model: null, from, to });
  await vi.waitUntil(async () => ((await stateOf(id))?.examined ?? 0) > 0, { timeout: 20_000, interval: 5 });
  await worker.stop();
  expect(await stateOf(id)).toMatchObject({ status: 'running', requests: 60_000 });
  await worker.startReady();
  await vi.waitUntil(async () => (await stateOf(id))?.status === 'done', { timeout: 25_000 });
  const [sums] = await read<{ stored: string; right: string; unpriced: number }>(
    `SELECT toString(sum(cost_total)) AS stored, toUInt32(countIf(isNull(cost_total))) AS unpriced,
      toString(sum(toDecimal128(input_tokens, 0) * toDecimal128('0.000001', 12))) AS right FROM requests`,
  );
  expect(sums).toEqual({ stored: '1800.03', right: '1800.03', unpriced: 0 });
}, 60_000);

test('a recalculation that was cancelled before its turn does nothing', async () => {
  const { id } = await startRepricing({ db, actor }, { provider: null, model: null, from, to });
  await cancelRepricing({ db, actor }, { id });
  await worker.startReady();
  const next = await startRepricing({ db, actor }, { provider: null, model: null, from, to });
  await vi.waitUntil(async () => (await stateOf(next.id))?.status === 'done', { timeout: 20_000 });
  expect(await stateOf(id)).toMatchObject({ status: 'cancelled', examined: 0 });
});
