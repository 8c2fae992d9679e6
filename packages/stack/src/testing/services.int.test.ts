import { createClient } from '@clickhouse/client';
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, test } from 'vitest';
import { freshClickHouse, freshPostgres, freshRedis } from './services.ts';

test('two Postgres databases are empty and apart', async () => {
  const [one, two] = [await freshPostgres(), await freshPostgres()];
  const client = new pg.Client({ connectionString: one.url });
  await client.connect();
  await client.query('CREATE TABLE only_here (id int)');
  const other = new pg.Client({ connectionString: two.url });
  await other.connect();
  await expect(other.query('SELECT * FROM only_here')).rejects.toThrow('does not exist');
  await client.end();
  await other.end();
  await one.drop();
  await two.drop();
  const late = new pg.Client({ connectionString: one.url });
  await expect(late.connect()).rejects.toThrow('does not exist');
});

test('a ClickHouse database takes rows and goes away', async () => {
  const { url, database, drop } = await freshClickHouse();
  const client = createClient({ url, database });
  await client.command({ query: 'CREATE TABLE t (a Int32) ENGINE = MergeTree ORDER BY a' });
  await client.insert({ table: 't', values: [{ a: 7 }], format: 'JSONEachRow' });
  const result = await client.query({ query: 'SELECT a FROM t', format: 'JSONEachRow' });
  expect(await result.json()).toEqual([{ a: 7 }]);
  await drop();
  await expect(client.query({ query: 'SELECT a FROM t' })).rejects.toThrow(/does not exist/);
  await client.close();
});

test('two Redis databases are empty and apart', async () => {
  const [one, two] = [await freshRedis(), await freshRedis()];
  const [a, b] = [new Redis(one.url), new Redis(two.url)];
  await a.set('key', 'value');
  expect(await b.get('key')).toBeNull();
  await one.release();
  expect(await a.get('key')).toBeNull();
  a.disconnect();
  b.disconnect();
});
