import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client';
import getPort from 'get-port';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { childEntry } from './process/child-entry.ts';
import { isRunning, processIdentity } from './process/process-identity.ts';
import type { StackOwnerMessage } from './testing/stack-owner.ts';
import { startStack, type StackOptions, type StackProgress } from './start-stack.ts';

let dataDir = '';
let ports = { postgres: 0, clickhouse: 0, redis: 0, cacheRedis: 0, fakeProvider: 0 };

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'heliograph-stack-'));
  await chmod(dataDir, 0o755);
  ports = {
    postgres: await getPort(),
    clickhouse: await getPort(),
    redis: await getPort(),
    cacheRedis: await getPort(),
    fakeProvider: await getPort(),
  };
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test('data stays between runs, progress is told, a second start on the same folder is refused', async () => {
  const progress: StackProgress[] = [];
  const told: string[] = [];
  const first = await startStack({
    dataDir,
    ports,
    onProgress: (text, step) => {
      progress.push(step);
      told.push(text);
    },
  });
  const done = progress.filter((step) => step.state === 'done').map((step) => step.step);
  expect(done.sort()).toEqual(['Cache Redis', 'ClickHouse', 'Postgres', 'Redis']);
  expect(told).toContainEqual(expect.stringMatching(/^Postgres is ready \(\d+\.\d s\)$/));

  await expect(startStack({ dataDir })).rejects.toThrow(
    `Another Heliograph (process ${process.pid}) uses ${dataDir}: stop it first, or set DATA_DIR to another folder.`,
  );
  await write(first);
  await first.stop();

  const second = await startStack({ dataDir, ports });
  expect(await read(second)).toEqual({ postgres: 1, clickhouse: 1, redis: 'kept' });
  const pids = [...second.children.values()].map((child) => child.pid);
  await second.stop();
  for (const pid of pids) expect(await processIdentity(pid)).toBeUndefined();
});

test('a taken port is one clear line, and nothing stays running', async () => {
  const taken = createServer().listen(ports.redis, '127.0.0.1');
  await once(taken, 'listening');
  await expect(startStack({ dataDir, ports })).rejects.toThrow(
    `Port ${ports.redis}, where the embedded Redis listens, is taken: ` +
      'end what uses it, or set EMBEDDED_REDIS_PORT to a free port.',
  );
  taken.close();
  await once(taken, 'close');
  // Everything was let go again: the same folder and ports can be used at once.
  const stack = await startStack({ dataDir, ports });
  await stack.stop();
});

test('a service given by URL is not started', async () => {
  const stack = await startStack({
    dataDir,
    ports,
    databaseUrl: 'postgres://elsewhere/db',
    clickhouseUrl: 'http://elsewhere',
    fakeProvider: true,
  });
  expect([...stack.children.keys()].sort()).toEqual(['Cache Redis', 'Redis']);
  expect(stack.services).toEqual([
    ['Redis', `redis://127.0.0.1:${ports.redis}`],
    ['Cache Redis', `redis://127.0.0.1:${ports.cacheRedis}`],
    ['Fake provider', `http://127.0.0.1:${ports.fakeProvider}`],
  ]);
  expect((await fetch(`${stack.fakeProviderUrl}/v1/models`)).status).toBe(200);
  expect(stack).toMatchObject({ databaseUrl: 'postgres://elsewhere/db', clickhouseUrl: 'http://elsewhere' });
  await stack.stop();
});

test('when the parent is killed the services end, and the next start has all data', async () => {
  const owner = fork(
    childEntry('testing/stack-owner'),
    [JSON.stringify({ dataDir, ports } satisfies StackOptions)],
    {
      execArgv: [],
    },
  );
  const pids = await message<StackOwnerMessage>(owner);
  const identities = (await Promise.all(pids.map(processIdentity))).flatMap((identity) => identity ?? []);
  expect(identities).toHaveLength(4);
  await write(urlsOf());
  owner.kill('SIGKILL');
  await once(owner, 'exit');

  const stack = await startStack({ dataDir, ports });
  for (const identity of identities) expect(await isRunning(identity)).toBe(false);
  expect(await read(stack)).toEqual({ postgres: 1, clickhouse: 1, redis: 'kept' });
  await stack.stop();
});

test('every service killed at once loses nothing that was acknowledged', async () => {
  const stack = await startStack({ dataDir, ports });
  await write(stack);
  for (const child of stack.children.values()) process.kill(child.pid, 'SIGKILL');
  expect(await stack.died).toMatch(/^(Postgres|ClickHouse|Redis|Cache Redis) .*\(log: .*\.log\)\.$/);
  await Promise.all([...stack.children.values()].map((child) => child.exited));
  await stack.stop();

  const again = await startStack({ dataDir, ports });
  expect(await read(again)).toEqual({ postgres: 1, clickhouse: 1, redis: 'kept' });
  await again.stop();
});

interface Urls {
  databaseUrl: string;
  clickhouseUrl: string;
  redisUrl: string;
}

function urlsOf(): Urls {
  return {
    databaseUrl: `postgres://heliograph:heliograph@127.0.0.1:${ports.postgres}/heliograph`,
    clickhouseUrl: `http://default:@127.0.0.1:${ports.clickhouse}/heliograph`,
    redisUrl: `redis://127.0.0.1:${ports.redis}`,
  };
}

async function write(urls: Urls): Promise<void> {
  await onPostgres(urls.databaseUrl, 'CREATE TABLE kept AS SELECT 1 AS a');
  const clickhouse = createClient({ url: urls.clickhouseUrl });
  await clickhouse.command({ query: 'CREATE TABLE kept (a Int32) ENGINE = MergeTree ORDER BY a' });
  await clickhouse.insert({ table: 'kept', values: [{ a: 1 }], format: 'JSONEachRow' });
  await clickhouse.close();
  const redis = new Redis(urls.redisUrl);
  await redis.set('key', 'kept');
  await redis.quit();
}

async function read(urls: Urls): Promise<{ postgres: unknown; clickhouse: unknown; redis: unknown }> {
  const rows = await onPostgres(urls.databaseUrl, 'SELECT a FROM kept');
  const clickhouse = createClient({ url: urls.clickhouseUrl });
  const result = await clickhouse.query({ query: 'SELECT a FROM kept', format: 'JSONEachRow' });
  const [row] = await result.json<{ a: number }>();
  await clickhouse.close();
  const redis = new Redis(urls.redisUrl);
  const value = await redis.get('key');
  await redis.quit();
  return { postgres: (rows[0] as { a: number } | undefined)?.a, clickhouse: row?.a, redis: value };
}

async function onPostgres(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function message<T>(child: ChildProcess): Promise<T> {
  const [value] = (await once(child, 'message')) as [T];
  return value;
}
