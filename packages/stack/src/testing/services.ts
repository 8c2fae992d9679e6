import { randomBytes } from 'node:crypto';
import { createClient } from '@clickhouse/client';
import { Redis } from 'ioredis';
import pg from 'pg';
import { inject } from 'vitest';
import { testRedisDatabases } from './provided-context.ts';

export interface FreshPostgres {
  url: string;
  drop(): Promise<void>;
}

export interface FreshClickHouse {
  /** Has no database in it: pass `database` beside it. */
  url: string;
  database: string;
  drop(): Promise<void>;
}

/**
 * A Postgres database of its own, empty or a copy of a template, to which nobody may be connected meanwhile.
 * `drop` removes it, ending connections that are still open.
 */
export async function freshPostgres(template = 'template1'): Promise<FreshPostgres> {
  const adminUrl = inject('heliographPostgresUrl');
  const name = databaseName();
  await onPostgres(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onPostgres(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** An empty ClickHouse database of its own. */
export async function freshClickHouse(): Promise<FreshClickHouse> {
  const url = inject('heliographClickHouseUrl');
  const database = databaseName();
  await onClickHouse(url, `CREATE DATABASE ${database}`);
  return { url, database, drop: () => onClickHouse(url, `DROP DATABASE IF EXISTS ${database} SYNC`) };
}

/** A logical Redis database of its own, empty. `release` empties it again. */
export async function freshRedis(): Promise<{ url: string; release(): Promise<void> }> {
  const url = new URL(inject('heliographRedisUrl'));
  const counter = new Redis(url.href);
  const taken = await counter.incr('test-databases');
  counter.disconnect();
  // Beyond their number they are used again; by then the first ones have been released.
  url.pathname = `/${1 + ((taken - 1) % (testRedisDatabases - 1))}`;
  const flush = async () => {
    const client = new Redis(url.href);
    await client.flushdb();
    client.disconnect();
  };
  await flush();
  return { url: url.href, release: flush };
}

function databaseName(): string {
  return `test_${randomBytes(8).toString('hex')}`;
}

async function onPostgres(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function onClickHouse(url: string, query: string): Promise<void> {
  const client = createClient({ url });
  try {
    await client.command({ query });
  } finally {
    await client.close();
  }
}
