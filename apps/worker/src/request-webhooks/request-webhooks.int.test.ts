import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { queryRequests } from '@heliograph/clickhouse/requests-query';
import { parseFilter } from '@heliograph/contracts/filter-text/parse-filter';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import type { NewRequestWebhook } from '@heliograph/contracts/request-webhooks';
import { requestWebhookDataSchema } from '@heliograph/contracts/request-webhooks';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { createChannel } from '@heliograph/services/channel/create';
import { createRequestWebhook } from '@heliograph/services/request-webhook/create';
import { removeRequestWebhook } from '@heliograph/services/request-webhook/remove';
import { createSecretBox, readEncryptionKeys } from '@heliograph/services/secrets/secret-box';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import type { FreshPostgres } from '@heliograph/stack/testing/services';
import { pino } from 'pino';
import { makeExchange } from '../testing/make-exchange.ts';
import { type Receiver, startReceiver } from '../testing/receiver.ts';
import { prepareWorker, type WorkerUnderTest } from '../testing/worker-under-test.ts';
import { createRequestWebhooks } from './request-webhooks.ts';

let worker: WorkerUnderTest;
let postgres: FreshPostgres;
let db: DbClient;
let receiver: Receiver;
const { organizationId, apiKeyId } = makeExchange().record;
const actor = { type: 'api_key', organizationId, apiKeyId } as const;
const key = `test:${randomBytes(32).toString('base64')}`;
let batches = 0;
let hooks = 0;

beforeAll(async () => {
  [worker, postgres, receiver] = await Promise.all([prepareWorker(), migratedPostgres(), startReceiver()]);
  db = createDbClient(postgres.url);
  await db.organization.create({ data: { id: organizationId, name: 'Acme', slug: organizationId } });
  worker.env = {
    ...worker.env,
    ...{ DATABASE_URL: postgres.url, ENCRYPTION_KEYS: key, ALLOW_PRIVATE_UPSTREAMS: 'true' },
  };
  await worker.startReady();
});
beforeEach(async () => {
  await db.notificationChannel.deleteMany();
});
afterAll(async () => {
  await worker.cleanUp();
  await receiver.close();
  await db.$disconnect();
  await postgres.drop();
});

async function addWebhook(filterText: string, changed: Partial<NewRequestWebhook> = {}) {
  const path = `/hook-${++hooks}`;
  const channel = await createChannel(
    { db, actor, secrets: createSecretBox(readEncryptionKeys(key)), allowPrivate: true },
    {
      ...{ name: 'Hook', enabled: true, budgetWarnings: false },
      settings: { kind: 'webhook', url: `${receiver.url}${path}` },
    },
  );
  const parsed = parseFilter(filterText);
  if (!parsed.ok) throw new Error(`${filterText} is no filter`);
  const filter = parsed.filter ?? undefined;
  const input = { name: 'All', channelId: channel.id, samplePercent: 100, withBodies: false, enabled: true };
  const webhook = await createRequestWebhook({ db, actor }, { ...input, filter, ...changed });
  return { ...webhook, filter, path };
}

const send = async (exchanges: CapturedExchange[]) => {
  await worker.send(`segment-${++batches}-0`, exchanges);
  return exchanges.map(({ record }) => record.id);
};
const calls = (path: string) => receiver.received.filter((each) => each.path === path);
const told = (path: string) =>
  calls(path)
    .map(({ body }) => String(body.data.request.id))
    .sort();
const arrived = (path: string, count: number) =>
  vi.waitUntil(() => calls(path).length >= count, { timeout: 20_000 });

test.each(['status:>=400', 'property.stage:live', 'model:gpt* user:ada', '"capital of France"', ''])(
  'is told of just those requests that the explorer shows for %j',
  async (text) => {
    const { filter, path } = await addWebhook(text);
    const from = Date.now();
    const sent = await send([
      makeExchange({ createdAt: from }),
      makeExchange({ createdAt: from + 1, status: 500 }),
      makeExchange({ createdAt: from + 2, properties: [['Stage', 'live']] }),
      makeExchange({ createdAt: from + 3, userId: 'ada' }, 'The capital of France'),
    ]);
    await worker.drained();
    const range = { organizationId, from: new Date(from), to: new Date(from + 10) };
    const shown = (await queryRequests(worker.clickHouse, { ...range, filter, limit: 100 })).items;
    const ids = shown.map(({ id }) => id).sort();
    await arrived(path, ids.length);
    expect(ids.length).toBeGreaterThan(0);
    expect(sent).toEqual(expect.arrayContaining(ids));
    expect(told(path)).toEqual(ids);
  },
);

test('a batch that is stored twice, other workers and sweeps tell of a request once', async () => {
  const { path, channelId } = await addWebhook('');
  const exchanges = [makeExchange({ createdAt: Date.now() }), makeExchange({ createdAt: Date.now() })];
  const ids = await send(exchanges);
  await send(exchanges);
  await worker.drained();
  await arrived(path, 2);
  const other = () =>
    createRequestWebhooks({
      ...{
        db,
        clickHouse: worker.clickHouse,
        webUrl: 'http://localhost:3000',
        log: pino({ level: 'silent' }),
      },
      now: () => new Date(Date.now() + 60_000),
    });
  const stored = exchanges.map(({ record }) => ({ id: record.id, createdAt: record.createdAt }));
  const [one, two] = [other(), other()];
  one.note(new Map([[organizationId, stored]]));
  await Promise.all([one.flush(), two.sweep(), one.sweep()]);
  expect(await db.delivery.count({ where: { channelId } })).toBe(2);
  expect(told(path)).toEqual(ids.sort());
});

test('what a worker left out when it died is found by the sweep', async () => {
  const { id, path } = await addWebhook('');
  await db.requestWebhook.update({ where: { id }, data: { enabled: false } });
  const died = new Date();
  const [missed] = await send([makeExchange({ createdAt: Date.now() })]);
  await worker.drained();
  await db.requestWebhook.update({
    where: { id },
    data: { enabled: true, since: died, sweptTo: died },
  });
  const sweeper = createRequestWebhooks({
    ...{ db, clickHouse: worker.clickHouse, webUrl: 'http://localhost:3000', log: pino({ level: 'silent' }) },
    now: () => new Date(Date.now() + 60_000),
  });
  await sweeper.sweep();
  await arrived(path, 1);
  expect(told(path)).toEqual([missed]);
  const { sweptTo } = await db.requestWebhook.findUniqueOrThrow({ where: { id } });
  expect(sweptTo.getTime()).toBeGreaterThan(Date.now());
});

test('a sample is the same whenever it is drawn, and as large as it says', async () => {
  const { id } = await addWebhook('', { samplePercent: 25 });
  const exchanges = Array.from({ length: 400 }, () => makeExchange({ createdAt: Date.now() }));
  await send(exchanges);
  await worker.drained();
  await vi.waitUntil(async () => (await db.delivery.count({ where: { organizationId } })) > 60, {
    timeout: 20_000,
  });
  const sweeper = createRequestWebhooks({
    ...{ db, clickHouse: worker.clickHouse, webUrl: 'http://localhost:3000', log: pino({ level: 'silent' }) },
    now: () => new Date(Date.now() + 60_000),
  });
  const before = await db.delivery.findMany({ where: { organizationId }, select: { idempotencyKey: true } });
  await sweeper.flush();
  const ids = new Set(exchanges.map(({ record }) => `request:${id}:${record.id}`));
  const drawn = before.filter(({ idempotencyKey }) => ids.has(idempotencyKey)).length;
  expect(drawn).toBeGreaterThan(60);
  expect(drawn).toBeLessThan(140);
  await removeRequestWebhook({ db, actor }, { id });
});

test('gets figures and, where it asks for them, bodies up to 10 KB, signed; the log keeps no body', async () => {
  const { path } = await addWebhook('', { withBodies: true });
  const [id] = await send([
    makeExchange({ createdAt: Date.now(), userId: 'ada', properties: [['Stage', 'live']] }),
  ]);
  await worker.drained();
  await arrived(path, 1);
  const [call] = calls(path);
  const data = requestWebhookDataSchema.parse(call?.body.data);
  expect(call?.body.type).toBe('request');
  expect(call?.headers['heliograph-signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  expect(data).toMatchObject({
    webhook: { name: 'All' },
    url: `http://localhost:3000/requests?request=${id}`,
    request: { id, userId: 'ada', properties: { Stage: 'live' }, status: 200 },
    bodies: { truncated: false },
  });
  expect(data.bodies?.request).not.toBeNull();
  const row = await vi.waitUntil(
    () => db.delivery.findFirst({ where: { organizationId, status: 'delivered' } }),
    {
      timeout: 10_000,
    },
  );
  expect(row.sent).toMatchObject({ data: { request: { id } } });
  expect(JSON.stringify(row.sent)).not.toContain('bodies');
});

test('a receiver that fails holds no batch back, and fills the outbox only so far', async () => {
  const { channelId, id, path } = await addWebhook('');
  receiver.answer(path, ...Array.from({ length: 100 }, () => ({ status: 200, hangs: true })));
  const notification = {
    kind: 'request',
    webhookId: id,
    webhookName: 'All',
    requestId: id,
    withBodies: false,
  };
  await db.delivery.createMany({
    data: Array.from({ length: 4_999 }, (_, i) => ({
      ...{ id: uuidv7(), organizationId, channelId, kind: 'request', idempotencyKey: `filler-${i}` },
      ...{ notification: { ...notification, requestUrl: 'http://localhost:3000' } },
      ...{ status: 'failed', nextAttemptAt: new Date(Date.now() + 3_600_000) },
    })),
  });
  await send(Array.from({ length: 50 }, () => makeExchange({ createdAt: Date.now() })));
  await worker.drained();
  await vi.waitUntil(async () => (await db.delivery.count({ where: { channelId } })) > 4_999, {
    timeout: 20_000,
  });
  expect(await db.delivery.count({ where: { channelId } })).toBe(5_000);
  await db.notificationChannel.deleteMany();
});
