import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ExportFormat } from '@heliograph/contracts/exports';
import type { Filter } from '@heliograph/contracts/filter';
import type { LogRecord } from '@heliograph/contracts/log-record';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { getExport } from '@heliograph/services/export/list';
import { removeExport } from '@heliograph/services/export/remove';
import { startExport } from '@heliograph/services/export/start';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import type { FreshPostgres } from '@heliograph/stack/testing/services';
import { makeExchange } from '../testing/make-exchange.ts';
import { prepareWorker, type WorkerUnderTest } from '../testing/worker-under-test.ts';
import { exportColumns } from './export-columns.ts';
import { sweepExports } from './sweep-exports.ts';
import { writeExport } from './write-export.ts';

let worker: WorkerUnderTest;
let postgres: FreshPostgres;
let db: DbClient;
const organizationId = makeExchange().record.organizationId;
const other = '019aa2b4-0000-7000-8000-0000000000ee';
const actor = { type: 'api_key', organizationId, apiKeyId: makeExchange().record.apiKeyId } as const;
const noon = Date.UTC(2026, 10, 20, 12);
const range = { from: new Date(noon - 3_600_000), to: new Date(noon + 3_600_000) };
const awkward = ['=1+1', 'a "b", c', 'line\nbreak', '東京 Москва 🎉', "it's", '\\', ''];
const ROWS = 450;

beforeAll(async () => {
  [worker, postgres] = await Promise.all([prepareWorker(), migratedPostgres()]);
  db = createDbClient(postgres.url);
  for (const id of [organizationId, other])
    await db.organization.create({ data: { id, name: 'Acme', slug: id } });
  worker.env = { ...worker.env, DATABASE_URL: postgres.url };
  await worker.startReady();
  const exchange = (n: number, part: Partial<LogRecord> = {}) =>
    makeExchange(
      {
        createdAt: noon + Math.floor(n / 3),
        userId: `user-${n % 5}`,
        name: awkward[n % awkward.length] || null,
        properties: [['Note', awkward[n % awkward.length] ?? '']],
        ...part,
      },
      `Say ${n}: ${awkward[n % awkward.length] ?? ''}`,
    );
  const all = Array.from({ length: ROWS }, (_, n) => exchange(n));
  await worker.send('segment-1-0', [...all, exchange(0, { organizationId: other })]);
  await worker.drained();
});
afterAll(async () => {
  await worker.cleanUp();
  await db.$disconnect();
  await postgres.drop();
});

const directory = () => path.resolve(worker.env.EXPORT_DIR ?? '');
const order = (format: ExportFormat, filter?: Filter, withBodies = false) =>
  startExport({ db, actor }, { format, withBodies, filter, ...range });

async function exported(format: ExportFormat, filter?: Filter, withBodies = false): Promise<Buffer> {
  const { id } = await order(format, filter, withBodies);
  await vi.waitUntil(async () => (await getExport({ db, actor }, { id })).status === 'done', {
    timeout: 20_000,
  });
  return readFile(path.join(directory(), `${id}.${format}`));
}

async function logged(): Promise<{ id: string; userId: string; name: string }[]> {
  const result = await worker.clickHouse.query({
    query: `SELECT id, user_id AS userId, name FROM requests WHERE organization_id = '${organizationId}'
      ORDER BY created_at, id`,
    format: 'JSONEachRow',
  });
  return result.json();
}

test('every request that matches is in the file once, oldest first, and its bodies with it', async () => {
  const text = (await exported('jsonl', undefined, true)).toString();
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const all = await logged();
  expect(rows.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  expect(all).toHaveLength(ROWS);
  for (const row of rows) {
    expect(row.requestBody).toContain(JSON.stringify(row.requestPreview).slice(1, 6));
    expect(JSON.parse(String(row.responseBody))).toMatchObject({ object: 'chat.completion' });
    expect(row).toMatchObject({ costUsd: '0.0000063', usage: { totalTokens: 20 } });
  }
});

test('the formats say the same', async () => {
  const filter: Filter = { field: 'userId', operator: '=', value: 'user-3' };
  const mine = (await logged()).filter(({ userId }) => userId === 'user-3');
  const [csv, jsonl, parquet] = [
    await exported('csv', filter),
    await exported('jsonl', filter),
    await exported('parquet', filter),
  ];
  const lines = jsonl
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; name: string | null; latencyMs: number });
  expect(lines.map(({ id }) => id)).toEqual(mine.map(({ id }) => id));

  const file = parquet.buffer.slice(parquet.byteOffset, parquet.byteOffset + parquet.byteLength);
  const rows = await parquetReadObjects({ file: file as ArrayBuffer });
  expect(
    rows.map(({ id, name, latencyMs, createdAt, properties, totalTokens }) => ({
      ...{ id, name, latencyMs, totalTokens },
      createdAt: (createdAt as Date).toISOString(),
      properties: JSON.parse(properties as string) as unknown,
    })),
  ).toEqual(
    (lines as unknown as Record<string, unknown>[]).map((line) => ({
      ...{ id: line.id, name: line.name, latencyMs: line.latencyMs, createdAt: line.createdAt },
      totalTokens: (line.usage as { totalTokens: number }).totalTokens,
      properties: line.properties,
    })),
  );

  const table = csv.toString();
  expect(
    table.startsWith(
      `\ufeff${exportColumns(false)
        .map(({ name }) => name)
        .join(',')}\r\n`,
    ),
  ).toBe(true);
  // Line breaks within cells are bare; those of the file are not.
  expect(table.trimEnd().split('\r\n')).toHaveLength(mine.length + 1);
  expect(table).not.toMatch(/(^|,)"?=1\+1/m);
  expect(table).toContain(`'=1+1`);
});

test('nothing matches: the file is there and empty', async () => {
  const filter: Filter = { field: 'userId', operator: '=', value: 'nobody' };
  expect((await exported('jsonl', filter)).length).toBe(0);
  expect((await exported('csv', filter)).toString().split('\r\n')).toHaveLength(2);
  const parquet = await exported('parquet', filter);
  const file = parquet.buffer.slice(parquet.byteOffset, parquet.byteOffset + parquet.byteLength);
  expect(await parquetReadObjects({ file: file as ArrayBuffer })).toEqual([]);
});

test('an export that is cancelled leaves nothing behind', async () => {
  const target = path.join(directory(), 'cancelled');
  let told = 0;
  const open = {
    id: other,
    organizationId,
    format: 'csv',
    withBodies: false,
    filter: undefined,
    ...range,
  } as const;
  const written = await writeExport(worker.clickHouse, {
    order: open,
    directory: target,
    onProgress: () => Promise.resolve(++told === 1),
  });
  expect([written, await readdir(target)]).toEqual([null, []]);

  const { id } = await order('csv');
  await removeExport({ db, actor }, { id });
  await vi.waitUntil(async () => !(await readdir(directory())).some((name) => name.startsWith(id)));
});

test('files that nobody may have any more are taken away, others are left alone', async () => {
  const { id } = await order('csv');
  await vi.waitUntil(async () => (await getExport({ db, actor }, { id })).status === 'done', {
    timeout: 20_000,
  });
  await mkdir(directory(), { recursive: true });
  await writeFile(path.join(directory(), `${other}.csv.part`), '');
  await writeFile(path.join(directory(), 'notes.csv'), '');
  await sweepExports(db, directory());
  expect(await readdir(directory())).toEqual(expect.arrayContaining([`${id}.csv`, 'notes.csv']));
  expect(await readdir(directory())).not.toContain(`${other}.csv.part`);
  await db.export.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
  await sweepExports(db, directory());
  expect(await readdir(directory())).not.toContain(`${id}.csv`);
  expect((await getExport({ db, actor }, { id })).status).toBe('expired');
});
