import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportFileName } from '@heliograph/contracts/exports';
import { finishExport } from '@heliograph/services/export/progress';
import { type ApiUnderTest, openApi, type Tenant } from '../testing/open-api.ts';

let api: ApiUnderTest;
let ada: Tenant;
let eve: Tenant;

beforeAll(async () => {
  api = await openApi();
  [ada, eve] = await Promise.all([api.signUp(), api.signUp()]);
});
afterAll(() => api.close());

const order = {
  timeRange: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' },
  filter: 'model:gpt-4o "capital of France"',
  format: 'csv',
};

async function start(): Promise<string> {
  const answer = await ada.call('POST', '/exports', order);
  expect(answer).toMatchObject({
    status: 201,
    body: { status: 'queued', filter: order.filter, exported: 0 },
  });
  return answer.body.id;
}

/** As the worker ends an export. */
async function finish(id: string, content: string): Promise<void> {
  await writeFile(path.join(api.context.env.exportDirectory, exportFileName({ id, format: 'csv' })), content);
  const expiresAt = new Date(Date.now() + 60_000);
  await finishExport(api.context.db, id, { exported: 2, bytes: content.length, expiresAt });
}

const fetchFile = (id: string, headers: Record<string, string> = {}, tenant = ada, method = 'GET') =>
  api.context.handleApi(
    new Request(`http://localhost:3000/api/v1/exports/${id}/file`, {
      method,
      headers: { ...tenant.key, ...headers },
    }),
  );

it('is ordered, listed, and fetched in parts that make a whole', async () => {
  const id = await start();
  expect((await fetchFile(id)).status).toBe(409);
  await finish(id, '0123456789');
  expect(await ada.call('GET', `/exports/${id}`)).toMatchObject({
    body: { status: 'done', bytes: 10, exported: 2, expiresAt: expect.any(String) },
  });
  expect((await ada.call('GET', '/exports')).body.items.map((item: { id: string }) => item.id)).toContain(id);

  const whole = await fetchFile(id);
  expect(await whole.text()).toBe('0123456789');
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-length': '10',
    'accept-ranges': 'bytes',
    'content-disposition': expect.stringMatching(
      /^attachment; filename="requests-2026-11-20-2026-11-21-\w{6}\.csv"$/,
    ),
  });
  const etag = whole.headers.get('etag') ?? '';
  const rest = await fetchFile(id, { range: 'bytes=4-', 'if-range': etag });
  expect([rest.status, rest.headers.get('content-range'), await rest.text()]).toEqual([
    206,
    'bytes 4-9/10',
    '456789',
  ]);
  const other = await fetchFile(id, { range: 'bytes=4-', 'if-range': '"another"' });
  expect([other.status, await other.text()]).toEqual([200, '0123456789']);
  expect((await fetchFile(id, { range: 'bytes=10-' })).status).toBe(416);
  expect((await fetchFile(id, { 'if-none-match': etag })).status).toBe(304);
  const head = await fetchFile(id, {}, ada, 'HEAD');
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
});

it('is nobody else’s', async () => {
  const id = await start();
  await finish(id, 'secret');
  expect((await fetchFile(id, {}, eve)).status).toBe(404);
  expect((await eve.call('GET', `/exports/${id}`)).status).toBe(404);
  expect((await eve.call('DELETE', `/exports/${id}`)).status).toBe(404);
  expect((await eve.call('GET', '/exports')).body.items).toEqual([]);
  expect((await fetchFile('..%2F..%2Fetc%2Fpasswd')).status).toBe(404);
  const unknown = await api.context.handleApi(new Request(`http://localhost:3000/api/v1/exports/${id}/file`));
  expect(unknown.status).toBe(401);
  expect(await (await fetchFile(id)).text()).toBe('secret');
});

it('is cancelled while it waits, and deleted when it is done; the trail says who did', async () => {
  const [waiting, whole] = [await start(), await start()];
  await finish(whole, 'x');
  await (await fetchFile(whole)).text();
  for (const id of [waiting, whole]) {
    expect((await ada.call('DELETE', `/exports/${id}`)).status).toBe(204);
    expect((await ada.call('DELETE', `/exports/${id}`)).status).toBe(204);
  }
  expect((await ada.call('GET', `/exports/${waiting}`)).body.status).toBe('cancelled');
  expect((await ada.call('GET', `/exports/${whole}`)).body.status).toBe('expired');
  expect((await fetchFile(whole)).status).toBe(404);
  const trail = await api.context.db.auditEvent.findMany({
    where: { targetId: { in: [waiting, whole] } },
    select: { action: true },
    orderBy: { id: 'asc' },
  });
  expect(trail.map(({ action }) => action).sort()).toEqual([
    'export.cancelled',
    'export.deleted',
    'export.downloaded',
    'export.started',
    'export.started',
  ]);
});

it('is refused where it cannot be read, and where the file is on another machine', async () => {
  expect((await ada.call('POST', '/exports', { ...order, filter: 'modle:a' })).status).toBe(400);
  expect((await ada.call('POST', '/exports', { ...order, format: 'xlsx' })).status).toBe(400);
  const filter = { field: 'costUsd', operator: 'contains', value: 'x' };
  expect((await ada.call('POST', '/exports', { ...order, filter })).status).toBe(400);
  const id = await start();
  await finishExport(api.context.db, id, { exported: 0, bytes: 0, expiresAt: new Date() });
  expect((await fetchFile(id)).status).toBe(503);
});

it('waits where too many are under way', async () => {
  const answers = [];
  for (let count = 0; count < 8; count++) answers.push((await ada.call('POST', '/exports', order)).status);
  expect(answers.at(-1)).toBe(409);
});
