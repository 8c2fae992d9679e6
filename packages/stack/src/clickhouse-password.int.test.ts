import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import getPort from 'get-port';
import { expect, test } from 'vitest';
import { startClickHouseFront } from './clickhouse-front.ts';

test('a front with a password lets in who has it, whatever the way it is sent', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'heliograph-front-'));
  const password = 'p:ä/ß%';
  const front = await startClickHouseFront({
    dataDir: join(folder, 'data'),
    logFile: join(folder, 'log'),
    port: await getPort(),
    password,
  });
  const log = { level: ClickHouseLogLevel.OFF };
  const [right, wrong] = [
    createClient({ url: front.url, log }),
    createClient({ url: new URL(front.url).origin, password: 'no', log }),
  ];
  expect(await (await right.query({ query: 'SELECT 1 AS a', format: 'JSONEachRow' })).json()).toEqual([
    { a: 1 },
  ]);
  await expect(wrong.query({ query: 'SELECT 1' })).rejects.toMatchObject({ type: 'AUTHENTICATION_FAILED' });

  const base = new URL(front.url).origin;
  const status = async (query: string, headers: Record<string, string> = {}) =>
    (await fetch(`${base}/?query=SELECT+1${query}`, { headers })).status;
  const inHeader = Buffer.from(password, 'utf8').toString('latin1');
  expect(await status('')).toBe(403);
  expect(await status(`&user=any&password=${encodeURIComponent(password)}`)).toBe(200);
  expect(await status('', { 'X-ClickHouse-User': 'default', 'X-ClickHouse-Key': 'no' })).toBe(403);
  expect(await status('', { 'X-ClickHouse-User': 'default', 'X-ClickHouse-Key': inHeader })).toBe(200);
  expect((await fetch(`${base}/ping`)).status).toBe(200);
  await Promise.all([right.close(), wrong.close()]);
  await front.stop();
  await rm(folder, { recursive: true });
});
