import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { parseFilter } from '@heliograph/contracts/filter-text/parse-filter';
import { searchForm } from '@heliograph/contracts/search-text';
import { migratedClickHouse } from './testing/migrated-clickhouse.ts';
import type { FreshClickHouse } from '@heliograph/stack/testing/services';
import { type ClickHouseClient, createClickHouseClient } from './client.ts';
import { queryFacets } from './request-facets.ts';
import { queryRequests } from './requests-query.ts';
import { idOf, noon, ours, sampleRow } from './testing/sample-row.ts';
import { insertRequests } from './testing/insert-rows.ts';
import { toTimestamp } from './timestamp.ts';

const theirs = '019aa2b4-0000-7000-8000-00000000000b';
const range = { from: new Date(noon - 43_200_000), to: new Date(noon + 43_200_000) };
/** What was asked and answered, by the number of the request. */
const said: [string, string][] = [
  ['What is the capital of France?', 'The capital of France is Paris.'],
  ['東京タワーはどこですか', '東京都港区にあります。'],
  ['Какая погода в Москве?', 'В МОСКВЕ снег, −3 °C.'],
  ['ما هي عاصمة فرنسا؟', 'عاصمة فرنسا هي باريس'],
  ['Celebrate 🎉 with us', '👍🏽 done'],
  ['A path C:\\temp\\new and 100% of "quotes"', "it's foo_bar, isn't it"],
  ['France has a capital', 'yes'],
  ['', ''],
];

let client: ClickHouseClient;
let address: FreshClickHouse;
const row = (number: number, [asked, answered]: readonly [string, string], organizationId = ours) =>
  sampleRow(number, {
    organization_id: organizationId,
    request_text: searchForm(asked),
    response_text: searchForm(answered),
  });

beforeAll(async () => {
  address = await migratedClickHouse();
  client = createClickHouseClient(address);
  const rows = said.map((texts, index) => row(index + 1, texts));
  await insertRequests(client, rows.slice(0, 4), 'first');
  // The index is there where parts were merged, and missing where they were not.
  await client.command({ query: 'OPTIMIZE TABLE requests FINAL' });
  await insertRequests(client, [...rows.slice(4), row(100, ['Paris is theirs', ''], theirs)], 'second');
});
afterAll(async () => {
  await client.close();
  await address.drop();
});

async function numbers(text: string, organizationId = ours): Promise<number[]> {
  const parsed = parseFilter(text);
  if (!parsed.ok || parsed.filter === null) throw new Error(parsed.ok ? 'no filter' : parsed.message);
  const { items } = await queryRequests(client, {
    ...{ organizationId, ...range, limit: 100 },
    filter: parsed.filter,
    direction: 'asc',
  });
  return items.map(({ id }) => Number(id.slice(-12)));
}

describe('words and phrases are found', () => {
  it.each([
    ['paris', [1]],
    ['PARIS', [1]],
    ['"capital of France"', [1]],
    ['"CAPITAL, of france?"', [1]],
    ['capital France', [1, 7]],
    ['"capital of"*', [1]],
    ['"capital of Fr"*', [1]],
    ['Fran*', [1, 7]],
    ['ran*', []],
    ['ari', []],
    ['request:paris', []],
    ['response:paris', [1]],
    ['request:capital -response:paris', [7]],
    ['paris OR 🎉', [1, 5]],
    ['-paris -東京 model:gpt-4o*', [3, 4, 5, 6, 7, 8]],
    ['東京', [2]],
    ['京東', []],
    ['タワー', [2]],
    ['ﾀﾜｰ', [2]],
    ['москве', [3]],
    ['"МОСКВЕ снег"', [3]],
    ['"снег 3"', [3]],
    ['عاصمة', [4]],
    ['"عاصمة فرنسا"', [4]],
    ['🎉', [5]],
    ['👍', [5]],
    ['👍🏿', [5]],
    ['"c:\\\\temp"', [6]],
    ['"100%"', [6]],
    ['"1%0"', []],
    ['"foo_bar"', [6]],
    ['"fooxbar"', []],
    ['fo%*', [6]],
    ['"it\'s"', [6]],
    [`"') OR 1=1 --"`, []],
    ['"\\" OR 1"', []],
    ['request:*', [1, 2, 3, 4, 5, 6, 7]],
    ['-response:*', [8]],
  ])('%s in %j', async (text, expected) => {
    expect(await numbers(text)).toEqual(expected);
  });
});

test('nobody finds what others said', async () => {
  expect(await numbers('paris', theirs)).toEqual([100]);
  expect(await numbers('東京', theirs)).toEqual([]);
});

test('a phrase of many words is compared to its end', async () => {
  const words = Array.from({ length: 100 }, (_, n) => `word${n}`);
  await insertRequests(client, [row(50, [words.join(' '), ''])], 'long');
  expect(await numbers(`"${words.join(' ')}"`)).toEqual([50]);
  expect(await numbers(`"${[...words.slice(0, 99), 'other'].join(' ')}"`)).toEqual([]);
});

test('facets count what a phrase finds', async () => {
  const parsed = parseFilter('capital');
  const facets = await queryFacets(client, {
    ...{ organizationId: ours, ...range, fields: ['provider'], limit: 5 },
    filter: parsed.ok && parsed.filter !== null ? parsed.filter : undefined,
  });
  expect(facets[0]?.values).toEqual([{ value: 'openai', requests: 2 }]);
});

test('what was deleted is not found', async () => {
  await client.insert({
    table: 'request_deletions',
    values: [{ organization_id: ours, created_at: toTimestamp(noon), id: idOf(1) }],
    format: 'JSONEachRow',
  });
  expect(await numbers('paris')).toEqual([]);
});

test('what cannot be asked is refused', async () => {
  const ask = (filter: Parameters<typeof queryRequests>[1]['filter']) =>
    queryRequests(client, { organizationId: ours, ...range, limit: 1, filter });
  await expect(ask({ field: 'text', operator: 'contains', value: '%' })).rejects.toThrow('no word');
  await expect(ask({ field: 'text', operator: '=', value: 'paris' })).rejects.toThrow('takes "contains"');
  await expect(ask({ field: 'requestText', operator: 'in', value: ['a'] })).rejects.toThrow(
    'takes "contains"',
  );
});
