import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { deliveryTrySchema } from '@heliograph/contracts/channels';
import { claimDeliveries } from '@heliograph/services/delivery/claim';
import { settleDelivery } from '@heliograph/services/delivery/settle';
import { type ChannelsUnderTest, firedAlert, prepareChannels } from '../testing/channels-under-test.ts';
import { createPoster } from './post-json.ts';

let channels: ChannelsUnderTest;
beforeAll(async () => {
  channels = await prepareChannels();
});
afterEach(() => channels.stopWork());
afterAll(() => channels.cleanUp());

let paths = 0;
/** A webhook that leads to a path of its own. */
async function addWebhook() {
  const path = `/hook-${++paths}`;
  const id = await channels.addChannel({ kind: 'webhook', url: `${channels.receiver.url}${path}` });
  return { id, path, received: () => channels.receiver.received.filter((each) => each.path === path) };
}

async function enqueue(channelId: string, notification = firedAlert): Promise<string> {
  const id = await channels.enqueue(channelId, notification);
  if (id === null) throw new Error('Nothing to send');
  return id;
}

async function read(id: string) {
  const row = await channels.db.delivery.findUniqueOrThrow({ where: { id } });
  return { ...row, tries: deliveryTrySchema.array().parse(row.tries) };
}

/** Waits until a delivery has a status, and gives its row. */
async function until(id: string, status: string) {
  return vi.waitUntil(
    async () => {
      const row = await read(id);
      return row.status === status ? row : null;
    },
    { timeout: 15_000, interval: 20 },
  );
}

test('three workers send each of many notifications once', async () => {
  const [one, two] = [await addWebhook(), await addWebhook()];
  const ids: string[] = [];
  for (let i = 0; i < 40; i++) {
    const ruleId = `019a9f5d-0000-7000-8000-0000000${String(10_000 + i)}`;
    ids.push(await enqueue(i % 2 === 0 ? one.id : two.id, { ...firedAlert, ruleId }));
  }
  for (let i = 0; i < 3; i++) channels.work();
  await Promise.all(ids.map((id) => until(id, 'delivered')));
  await channels.stopWork();
  const sent = [...one.received(), ...two.received()].map(({ headers }) => headers['heliograph-delivery']);
  expect(sent.sort()).toEqual(ids.sort());
});

test('a failure is tried again as the receiver asks, with the same id, and delivered in the end', async () => {
  const hook = await addWebhook();
  channels.receiver.answer(
    hook.path,
    { status: 503, headers: { 'retry-after': '120' }, body: 'try later' },
    { status: 429 },
  );
  const id = await enqueue(hook.id);
  channels.work();
  const failed = await until(id, 'failed');
  expect(failed.tries).toMatchObject([
    { status: 503, error: 'The server answered 503', answer: 'try later' },
  ]);
  const wait = failed.nextAttemptAt.getTime() - Date.now();
  expect(wait).toBeGreaterThan(100_000);
  expect(wait).toBeLessThan(121_000);
  for (const tries of [2, 3]) {
    await channels.hurry();
    await vi.waitUntil(async () => (await read(id)).tries.length === tries, { timeout: 15_000 });
  }
  const row = await until(id, 'delivered');
  expect(row.tries.map(({ status }) => status)).toEqual([503, 429, 200]);
  expect(row.finishedAt).not.toBeNull();
  expect(row.sent).toMatchObject({ id, type: 'alert.fired', data: { ruleName: 'Daily cost' } });
  expect(new Set(hook.received().map(({ headers }) => headers['heliograph-delivery']))).toEqual(
    new Set([id]),
  );
});

test('after eight tries a notification is dead, and goes no more', async () => {
  const hook = await addWebhook();
  channels.receiver.answer(hook.path, ...Array.from({ length: 9 }, () => ({ status: 500 })));
  const id = await enqueue(hook.id);
  channels.work();
  for (let tries = 1; tries < 8; tries++) {
    await vi.waitUntil(async () => (await read(id)).tries.length === tries, { timeout: 15_000 });
    await until(id, 'failed');
    await channels.hurry();
  }
  expect((await until(id, 'dead')).tries).toHaveLength(8);
  expect(hook.received()).toHaveLength(8);
});

test.each([
  ['not found', { status: 404, body: 'no such hook' }, 'The server answered 404'],
  ['a redirect', { status: 302, headers: { location: '/elsewhere' } }, 'The server answered 302, a redirect'],
])('%s is final at once', async (_what, reply, error) => {
  const hook = await addWebhook();
  channels.receiver.answer(hook.path, reply);
  const id = await enqueue(hook.id);
  channels.work();
  const row = await until(id, 'dead');
  expect(row.tries).toHaveLength(1);
  expect(row.tries[0]?.error).toContain(error);
  expect(channels.receiver.received.some(({ path }) => path === '/elsewhere')).toBe(false);
});

test('a worker that dies with a notification in hand leaves it to the next, which sends it under the same id', async () => {
  const hook = await addWebhook();
  const id = await enqueue(hook.id);
  const lost = await claimDeliveries(channels.db, { limit: 10, perChannel: 4, busy: [], leaseMs: 300 });
  expect(lost.map((each) => each.id)).toEqual([id]);
  expect(await claimDeliveries(channels.db, { limit: 10, perChannel: 4, busy: [], leaseMs: 300 })).toEqual(
    [],
  );
  channels.work();
  const row = await until(id, 'delivered');
  expect(row.attempts).toBe(2);
  expect(row.tries[0]?.error).toContain('A worker stopped');
  expect(hook.received().map(({ headers }) => headers['heliograph-delivery'])).toEqual([id]);
  // The one that was thought dead has nothing to say any more.
  const [late] = lost;
  const word = { status: 'dead', tries: [], sent: null, retryInMs: 0 } as const;
  expect(await settleDelivery(channels.db, { id, leaseToken: late?.leaseToken ?? '', ...word })).toBe(false);
  expect((await read(id)).status).toBe('delivered');
});

test('a resolve never overtakes what it resolves', async () => {
  const hook = await addWebhook();
  channels.receiver.answer(hook.path, { status: 500 });
  const fired = await enqueue(hook.id);
  const resolved = await enqueue(hook.id, {
    ...firedAlert,
    event: 'resolved',
    endedAt: '2026-11-21T10:05:00.000Z',
  });
  const other = await enqueue(hook.id, { ...firedAlert, group: { user: 'bob' } });
  channels.work();
  await Promise.all([until(fired, 'failed'), until(other, 'delivered')]);
  expect((await read(resolved)).status).toBe('pending');
  await channels.hurry();
  await until(resolved, 'delivered');
  const types = hook
    .received()
    .map(({ headers }) => [headers['heliograph-event'], headers['heliograph-delivery']]);
  expect(types.filter(([, id]) => id !== other)).toEqual([
    ['alert.fired', fired],
    ['alert.fired', fired],
    ['alert.resolved', resolved],
  ]);
});

test('a receiver that hangs is given up, and holds no other channel back', async () => {
  const [slow, quick] = [await addWebhook(), await addWebhook()];
  const hung: string[] = [];
  for (let i = 0; i < 30; i++) {
    channels.receiver.answer(slow.path, { status: 200, hangs: true });
    hung.push(await enqueue(slow.id, { ...firedAlert, group: { user: `user-${i}` } }));
  }
  const poster = createPoster(true, 5_000);
  channels.work({ poster });
  await vi.waitUntil(() => channels.receiver.hanging() > 0, { timeout: 10_000 });
  const id = await enqueue(quick.id);
  await until(id, 'delivered');
  const untried = { channelId: slow.id, status: { in: ['pending', 'sending'] } };
  expect(await channels.db.delivery.count({ where: untried })).toBeGreaterThan(0);
  const row = await until(hung[0] ?? '', 'failed');
  expect(row.tries[0]?.error).toBe('The server did not answer within 5 s');
  await channels.stopWork();
  await channels.db.delivery.updateMany({ where: { channelId: slow.id }, data: { status: 'dead' } });
  await poster.close();
});

test('of a long answer only the beginning is kept', async () => {
  const hook = await addWebhook();
  channels.receiver.answer(hook.path, { status: 200, body: `\0begins${'x'.repeat(5_000_000)}` });
  const id = await enqueue(hook.id);
  channels.work();
  const { tries } = await until(id, 'delivered');
  expect(tries[0]?.answer).toHaveLength(2_048);
  expect(tries[0]?.answer).toMatch(/^\uFFFDbegins/);
});

test('private addresses are not called unless they are allowed', async () => {
  const hook = await addWebhook();
  const id = await enqueue(hook.id);
  const poster = createPoster(false);
  channels.work({ poster });
  const { tries } = await until(id, 'dead');
  expect(tries[0]?.error).toContain('ALLOW_PRIVATE_UPSTREAMS');
  expect(hook.received()).toEqual([]);
  await channels.stopWork();
  await poster.close();
});

test('a channel that was switched off since gets nothing', async () => {
  const hook = await addWebhook();
  const id = await enqueue(hook.id);
  await channels.db.notificationChannel.update({ where: { id: hook.id }, data: { enabled: false } });
  channels.work();
  expect((await until(id, 'dead')).tries[0]?.error).toBe('The channel is switched off');
  expect(hook.received()).toEqual([]);
});

test('secrets stand in no log and in no row, and without a key nothing is sent', async () => {
  const canary = 'canary-5f1d9c';
  const id = await channels.addChannel({
    kind: 'webhook',
    url: `${channels.receiver.url}/${canary}-url?token=${canary}-token`,
    signingSecret: `${canary}-signing-secret`,
  });
  channels.receiver.answer(`/${canary}-url?token=${canary}-token`, { status: 500 });
  const delivery = await enqueue(id);
  channels.work({ secrets: null });
  expect((await until(delivery, 'failed')).tries[0]?.error).toContain('ENCRYPTION_KEYS');
  await channels.stopWork();
  channels.work();
  await channels.hurry();
  await vi.waitUntil(async () => (await read(delivery)).tries.length === 2, { timeout: 15_000 });
  await channels.hurry();
  await until(delivery, 'delivered');
  const rows = await Promise.all([
    channels.db.notificationChannel.findMany(),
    channels.db.delivery.findMany(),
    channels.db.auditEvent.findMany(),
  ]);
  expect(channels.logs()).toContain(delivery);
  expect(channels.logs()).not.toContain(canary);
  expect(JSON.stringify(rows)).not.toContain(canary);
});
