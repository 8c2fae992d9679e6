import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Filter } from '@heliograph/contracts/filter';
import { type ClickHouseClient, createClickHouseClient } from './client.ts';
import { propertyValues } from './property-values.ts';
import { deleteRequests } from './request-deletions-table.ts';
import { queryFacets } from './request-facets.ts';
import { insertPropertyChanges } from './request-properties-table.ts';
import { rollUp } from './rollup/roll-up.ts';
import { insertRequests } from './testing/insert-rows.ts';
import { migratedClickHouse } from './testing/migrated-clickhouse.ts';
import { idOf, ours, sampleRow } from './testing/sample-row.ts';
import { toTimestamp } from './timestamp.ts';

const HOUR = 3_600_000;
const begin = Date.parse('2026-11-17T00:00:00.000Z');
const features = ['search', 'chat', 'agent', '', null] as const;

let client: ClickHouseClient;
let address: Awaited<ReturnType<typeof migratedClickHouse>>;
/** What is there, by the number of the request: its time, its model and its feature, null without one. */
let there: Map<number, { at: number; model: string; feature: string | null }>;

beforeEach(async () => {
  address = await migratedClickHouse();
  client = createClickHouseClient(address);
  there = new Map();
});
afterEach(async () => {
  await client.close();
  await address.drop();
});

/** Requests of three days, one every 40 minutes or less. */
async function store(first: number, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => {
    const number = first + at;
    const known = {
      at: begin + ((number * 37) % (72 * 6)) * (HOUR / 6),
      model: number % 3 === 0 ? 'o3' : 'gpt-4o',
      feature: features[(number * 7) % features.length] ?? null,
    };
    there.set(number, known);
    return sampleRow(number, {
      created_at: toTimestamp(known.at),
      model: known.model,
      properties: known.feature === null ? {} : { feature: known.feature, tenant: `tenant-${number % 4}` },
    });
  });
  await insertRequests(client, rows, `from ${first}`);
}

const range = (from: number, to: number, filter?: Filter) => ({
  organizationId: ours,
  ...{ from: new Date(from), to: new Date(to), filter },
});

async function facet(from: number, to: number, filter?: Filter) {
  const [found] = await queryFacets(client, {
    ...range(from, to, filter),
    fields: ['property.Feature'],
    limit: 10,
  });
  return found;
}

function expected(from: number, to: number, model?: string) {
  const counts = new Map<string, number>();
  for (const { at, feature, ...known } of there.values()) {
    if (at < from || at >= to || !feature || (model !== undefined && known.model !== model)) continue;
    counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const values = [...counts].map(([value, requests]) => ({ value, requests }));
  values.sort((left, right) => right.requests - left.requests || (left.value < right.value ? -1 : 1));
  return { field: 'property.Feature', values, cut: false };
}

/** Whole days, parts of hours at both ends, and less than an hour. */
const ranges = [
  [begin, begin + 72 * HOUR],
  [begin + 5 * HOUR + 1_000, begin + 55 * HOUR + 1],
  [begin + 30 * HOUR, begin + 30 * HOUR + HOUR / 2],
] as const;

async function expectTruth(): Promise<void> {
  for (const [from, to] of ranges) {
    expect(await facet(from, to)).toEqual(expected(from, to));
    expect(await facet(from, to, { field: 'model', operator: '=', value: 'o3' })).toEqual(
      expected(from, to, 'o3'),
    );
    // Its own conditions don't count for the facet of a property.
    const chosen: Filter = { and: [{ field: 'property.feature', operator: '=', value: 'chat' }] };
    expect(await facet(from, to, chosen)).toEqual(expected(from, to));
  }
}

const readsRollups = async () =>
  (await propertyValues(client, range(...ranges[0]), 'property.Feature')).sql.includes('request_rollups');
const readsRequests = async () =>
  / FROM requests\b/.test((await propertyValues(client, range(...ranges[0]), 'property.Feature')).sql);

it('counts the values that requests have now, whatever of them is rolled up', async () => {
  await store(1, 300);
  await expectTruth();
  expect(await readsRollups()).toBe(false);

  await rollUp(client, { settleMs: 0 });
  expect([await readsRollups(), await readsRequests()]).toEqual([true, false]);
  await expectTruth();

  // Behind the rollups: late ones, deleted ones, and others' features.
  await store(301, 40);
  await deleteRequests(client, { organizationId: ours, ids: [idOf(3), idOf(4), idOf(305)] });
  for (const number of [3, 4, 305]) there.delete(number);
  for (const [number, feature] of [
    [10, 'moved'],
    [11, null],
    [12, 'chat'],
  ] as const) {
    await insertPropertyChanges(client, {
      organizationId: ours,
      ...{ id: idOf(number), properties: { Feature: feature } },
    });
    const known = there.get(number);
    if (known !== undefined) there.set(number, { ...known, feature });
  }
  expect([await readsRollups(), await readsRequests()]).toEqual([true, true]);
  await expectTruth();

  await rollUp(client, { settleMs: 0 });
  expect(await readsRequests()).toBe(false);
  await expectTruth();
});

it('counts a property with too many values for a rollup among the requests', async () => {
  await client.command({
    query: `INSERT INTO requests (organization_id, created_at, id, outcome, properties)
      SELECT '${ours}', toDateTime64('2026-11-17 10:00:00', 3, 'UTC') + number / 10, generateUUIDv4(), 'success',
        map('trace', toString(least(number, 10099)), 'plan', 'pro')
      FROM numbers(10200) SETTINGS max_threads = 1`,
  });
  const ask = async (field: 'property.trace' | 'property.plan') => {
    const fields = [field];
    const [found] = await queryFacets(client, { ...range(begin, begin + 24 * HOUR), fields, limit: 2 });
    return found;
  };
  const before = [await ask('property.trace'), await ask('property.plan')];
  expect(before).toEqual([
    {
      ...{ field: 'property.trace', cut: true },
      values: [
        { value: '10099', requests: 101 },
        { value: '0', requests: 1 },
      ],
    },
    { field: 'property.plan', values: [{ value: 'pro', requests: 10_200 }], cut: false },
  ]);
  while (!(await rollUp(client, { settleMs: 0 })).complete);
  expect([await ask('property.trace'), await ask('property.plan')]).toEqual(before);
});

it('counts an organization’s own requests alone', async () => {
  await store(1, 30);
  const theirs = sampleRow(900, {
    organization_id: '019aa2b4-0000-7000-8000-00000000000b',
    ...{ created_at: toTimestamp(begin), properties: { feature: 'theirs' } },
  });
  await insertRequests(client, [theirs], 'theirs');
  await rollUp(client, { settleMs: 0 });
  await expectTruth();
});
