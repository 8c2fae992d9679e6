import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshClickHouse } from '@heliograph/stack/testing/services';
import { type ClickHouseClient, createClickHouseClient } from './client.ts';
import { isRefusal } from './is-refusal.ts';
import { createTableWriter } from './table-writer.ts';

let client: ClickHouseClient;
let address: Awaited<ReturnType<typeof freshClickHouse>>;

beforeAll(async () => {
  address = await freshClickHouse();
  client = createClickHouseClient(address);
});
afterAll(async () => {
  await client.close();
  await address.drop();
});

/** A table of one column, and a writer for it. */
async function tableOf(table: string, type: string) {
  await client.command({
    query: `CREATE TABLE ${table} (position UInt32, value ${type}) ENGINE = MergeTree ORDER BY position
      SETTINGS non_replicated_deduplication_window = 100`,
  });
  return createTableWriter<{ position: number; value: unknown }>(client, {
    table,
    columns: ['position', 'value'],
  });
}

async function read<T>(table: string): Promise<T[]> {
  const result = await client.query({
    query: `SELECT value FROM ${table} ORDER BY position`,
    format: 'JSONEachRow',
    clickhouse_settings: {
      output_format_json_quote_decimals: 1,
      output_format_json_quote_64bit_integers: 1,
    },
  });
  return (await result.json<{ value: T }>()).map(({ value }) => value);
}

const long = `${'ünï 😀 "quoted"\t\\ \0\n'.repeat(40)}end`;

test.each<[string, unknown[]]>([
  ['String', ['', 'a', 'ü'.repeat(42), 'ü'.repeat(43), 'x'.repeat(127), 'x'.repeat(128), long]],
  ['LowCardinality(String)', ['', 'gpt', long]],
  ['Nullable(String)', [null, '', long]],
  ['UUID', ['019aa2b4-0000-7000-8000-0000000000ff', 'ffffffff-0123-4567-89ab-cdef01234567']],
  ["DateTime64(3, 'UTC')", ['2026-11-21 01:02:03.456', '1970-01-01 00:00:00.000', '2105-12-31 23:59:59.999']],
  ['Bool', [true, false]],
  ['UInt8', [0, 255]],
  ['UInt16', [0, 65_535]],
  ['UInt32', [0, 4_294_967_295]],
  ['Int8', [-128, 127]],
  ['Int16', [-32_768, 32_767]],
  ['Int32', [-2_147_483_648, 2_147_483_647]],
  ['Float64', [0, -1.5, 812.346]],
  ['Float32', [0.5]],
  ['Array(LowCardinality(String))', [[], ['a', long]]],
  ['Map(LowCardinality(String), String)', [{}, { key: 'value', "it's": long }]],
  ['Map(String, Array(UInt8))', [{ a: [1, 2] }]],
])('a column of type %s reads back what was written', async (type, values) => {
  const table = `t_${type.toLowerCase().replace(/\W+/g, '_')}`;
  const writer = await tableOf(table, type);
  const { encode } = await writer.encoder();
  await writer.insert(
    values.map((value, position) => encode({ position, value })),
    'once',
  );
  expect(await read(table)).toEqual(values);
});

test.each([
  ['UInt64', [0, 1, 4_294_967_296, Number.MAX_SAFE_INTEGER], ['0', '1', '4294967296', '9007199254740991']],
  ['Int64', [-1, -4_294_967_297, Number.MIN_SAFE_INTEGER], ['-1', '-4294967297', '-9007199254740991']],
  [
    'Decimal(18, 12)',
    [
      '0',
      '0.000000000001',
      '-0.5',
      '12.5',
      '0.00015900',
      '1.0000000000009',
      '-999999.999999999999',
      '0.0000000000009',
    ],
    ['0', '0.000000000001', '-0.5', '12.5', '0.000159', '1', '-999999.999999999999', '0'],
  ],
])('numbers of type %s are exact', async (type, values, expected) => {
  const table = `n_${type.toLowerCase().replace(/\W+/g, '_')}`;
  const writer = await tableOf(table, type);
  const { encode } = await writer.encoder();
  await writer.insert(
    values.map((value, position) => encode({ position, value })),
    'once',
  );
  expect(await read(table)).toEqual(expected);
});

test.each<[string, unknown]>([
  ['UInt8', 256],
  ['UInt64', -1],
  ['UInt64', 0.5],
  ['UInt64', 2 ** 53],
  ['Decimal(18, 12)', '1000000'],
  ['Decimal(18, 12)', '1e3'],
  ['UUID', 'no-uuid'],
  ['String', null],
  ["DateTime64(3, 'UTC')", 'yesterday'],
  ['Array(String)', 'text'],
  ['Map(String, String)', null],
])('a column of type %s takes no %s, and says which column it is', async (type, value) => {
  const writer = await tableOf(`r_${Math.random().toString(36).slice(2)}`, type);
  const { encode } = await writer.encoder();
  expect(() => encode({ position: 0, value })).toThrow(/^value: /);
});

test('a type that rows can not be written in, and a column that is not there, are named', async () => {
  await expect((await tableOf('dates', 'IPv6')).encoder()).rejects.toThrow('IPv6');
  const missing = createTableWriter(client, { table: 'dates', columns: ['absent'] as never[] });
  await expect(missing.encoder()).rejects.toThrow('has no column absent yet');
});

test('whoever asks while the columns are being read gets the same encoder, and a failure is forgotten', async () => {
  const writer = createTableWriter<{ value: string }>(client, { table: 'later', columns: ['value'] });
  await expect(Promise.all([writer.encoder(), writer.encoder()])).rejects.toThrow('later');
  await client.command({ query: 'CREATE TABLE later (value String) ENGINE = MergeTree ORDER BY value' });
  const [one, two] = await Promise.all([writer.encoder(), writer.encoder()]);
  expect(one).toBe(two);
  expect(await writer.encoder()).toBe(one);
});

test('many rows are one insert, which its token makes once', async () => {
  const writer = await tableOf('many', 'String');
  const { encode } = await writer.encoder();
  const rows = Array.from({ length: 30_000 }, (_, position) => encode({ position, value: long }));
  await writer.insert(rows, 'token');
  await writer.insert(rows, 'token');
  const result = await client.query({
    query: `SELECT count() AS rows, countDistinct(_part) AS parts FROM many`,
    format: 'JSONEachRow',
  });
  expect(await result.json()).toEqual([{ rows: 30_000, parts: 1 }]);
});

test('rows written before a column got another type are no fault of the rows, and go in when written anew', async () => {
  const writer = await tableOf('changing', 'String');
  const row = { position: 0, value: 'text' };
  const before = await writer.encoder();
  await client.command({ query: 'ALTER TABLE changing MODIFY COLUMN value LowCardinality(String)' });
  const refused = await writer.insert([before.encode(row)], 'first').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Error);
  expect(isRefusal(refused)).toBe(false);
  const after = await writer.encoder();
  await expect(writer.insert([before.encode(row), after.encode(row)], 'mixed')).rejects.toThrow(
    'have changed',
  );
  await writer.insert([after.encode(row)], 'first');
  expect(await read('changing')).toEqual(['text']);
});
