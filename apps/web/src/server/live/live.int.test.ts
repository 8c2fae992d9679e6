import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { cacheConnection } from '@heliograph/queue/connection';
import { announceStored } from '@heliograph/queue/live-requests';
import { freshRedis } from '@heliograph/stack/testing/services';
import {
  type ApiUnderTest,
  insertRequestRows,
  openApi,
  requestRow,
  type Tenant,
} from '../testing/open-api.ts';

let api: ApiUnderTest;
let ada: Tenant;
let eve: Tenant;
let redis: Awaited<ReturnType<typeof freshRedis>>;
let worker: ReturnType<typeof cacheConnection>;
let number = 0;

beforeAll(async () => {
  redis = await freshRedis();
  api = await openApi({ REDIS_URL: redis.url });
  [ada, eve] = await Promise.all([api.signUp(), api.signUp()]);
  worker = cacheConnection(redis.url, 5_000);
  await vi.waitUntil(() => worker.status === 'ready');
});
afterAll(async () => {
  worker.disconnect();
  await api.close();
  await redis.release();
});

interface Stream {
  response: Response;
  text: () => string;
  ended: Promise<void>;
  leave: () => void;
}

async function listen(tenant: Tenant, filter = '', headers: Record<string, string> = {}): Promise<Stream> {
  const leave = new AbortController();
  const response = await api.context.handleApi(
    new Request(`http://localhost:3000/api/v1/requests/live?${new URLSearchParams({ filter }).toString()}`, {
      headers: { ...tenant.key, ...headers },
      signal: leave.signal,
    }),
  );
  let text = '';
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  };
  return { response, text: () => text, ended: read(), leave: () => leave.abort() };
}

/** Stores a request and tells of it, as a worker does. */
async function store(tenant: Tenant, part: Record<string, unknown> = {}): Promise<string> {
  const id = `019aa2b4-0000-7000-8000-${String(++number).padStart(12, '0')}`;
  await insertRequestRows(api.context, [requestRow(tenant.organizationId, { id, ...part })]);
  const createdAt = Date.parse('2026-11-20T12:00:00.000Z');
  await announceStored(worker, new Map([[tenant.organizationId, [{ id, createdAt }]]]));
  return id;
}

it('tells of requests that match as they are stored, to their organization alone', async () => {
  const [all, some, other] = await Promise.all([
    listen(ada),
    listen(ada, 'model:gpt-4o "capital of France"'),
    listen(eve),
  ]);
  expect(Object.fromEntries(all.response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  const first = await store(ada, { model: 'gpt-4o' });
  const second = await store(ada, { model: 'gpt-4o', request_text: ' capital of france ' });
  await vi.waitUntil(() => all.text().includes(second) && some.text().includes(second));
  expect(all.text()).toContain(first);
  expect(some.text()).not.toContain(first);
  expect(all.text()).toMatch(/id: \w{8}-\d+\nevent: requests\ndata: \{"items":\[\{"id":/);
  expect(other.text()).not.toContain('event:');
  for (const stream of [all, some, other]) stream.leave();
  await Promise.all([all.ended, some.ended, other.ended]);
});

it('goes on after an interruption, or says that it cannot', async () => {
  const before = await listen(ada);
  const first = await store(ada);
  await vi.waitUntil(() => before.text().includes(first));
  const id = /id: (\S+)\nevent: requests/.exec(before.text())?.[1] ?? '';
  const second = await store(ada);
  await vi.waitUntil(() => before.text().includes(second));
  const after = await listen(ada, '', { 'last-event-id': id });
  await vi.waitUntil(() => after.text().includes(second));
  expect(after.text()).not.toContain(first);
  const lost = await listen(ada, '', { 'last-event-id': 'long-ago-7' });
  await vi.waitUntil(() => lost.text().includes('event: reset'));
  for (const stream of [before, after, lost]) stream.leave();
});

it('refuses what cannot be read, and whoever may not', async () => {
  expect((await listen(ada, 'modle:a')).response.status).toBe(400);
  expect((await listen({ ...ada, key: {} })).response.status).toBe(401);
});

it('ends when the key is revoked', async () => {
  const created = await ada.call('POST', '/keys', { name: 'short' });
  const stream = await listen({ ...ada, key: { authorization: `Bearer ${created.body.key}` } });
  await vi.waitUntil(() => stream.text().includes('listening'));
  await ada.call('DELETE', `/keys/${created.body.id}`);
  await stream.ended;
}, 30_000);
