import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiUnderTest, openApi, type Tenant } from '../testing/open-api.ts';

let api: ApiUnderTest;
let ada: Tenant;
let eve: Tenant;

beforeAll(async () => {
  api = await openApi({ ENCRYPTION_KEYS: `a:${randomBytes(32).toString('base64')}` });
  [ada, eve] = [await api.signUp(), await api.signUp()];
});
afterAll(() => api.close());

const url = 'https://hooks.example.com/services/T000/canary-path-and-token';
const slack = { name: 'Ops', settings: { kind: 'slack', url } };

it('channels are created, changed and deleted, and their secrets are never told', async () => {
  const created = await ada.call('POST', '/channels', slack);
  expect(created).toMatchObject({
    status: 201,
    body: {
      ...{ name: 'Ops', enabled: true, budgetWarnings: false, signingSecret: null, lastDelivery: null },
      settings: { kind: 'slack', url: 'https://hooks.example.com/…oken' },
    },
  });
  const path = `/channels/${created.body.id}`;
  const changed = await ada.call('PATCH', path, { name: 'On call', budgetWarnings: true });
  expect(changed).toMatchObject({ status: 200, body: { name: 'On call', budgetWarnings: true } });
  const moved = await ada.call('PATCH', path, {
    settings: { kind: 'slack', url: 'https://chat.example.com/hooks/canary-other-token' },
  });
  expect(moved.body.settings).toEqual({ kind: 'slack', url: 'https://chat.example.com/…oken' });
  const listed = await ada.call('GET', '/channels');
  expect(listed.body).toMatchObject({
    items: [{ name: 'On call', settings: moved.body.settings }],
    readiness: { email: false, secrets: true },
  });
  const rows = await Promise.all([
    api.context.db.notificationChannel.findMany(),
    api.context.db.auditEvent.findMany(),
  ]);
  expect(JSON.stringify([created, changed, moved, listed, rows])).not.toContain('canary');
  expect((await eve.call('GET', '/channels')).body.items).toEqual([]);
  for (const [method, where] of [
    ['PATCH', path],
    ['DELETE', path],
    ['POST', `${path}/test`],
    ['GET', `${path}/deliveries`],
  ] as const) {
    expect((await eve.call(method, where, method === 'PATCH' ? {} : undefined)).status).toBe(404);
  }
  expect((await ada.call('PATCH', path, { settings: { kind: 'discord' } })).status).toBe(400);
  expect((await ada.call('DELETE', path)).status).toBe(204);
  expect((await ada.call('DELETE', path)).status).toBe(404);
});

it('a webhook’s signing secret is told once, when it is made', async () => {
  const hook = { kind: 'webhook', url: 'https://hooks.example.com/in' };
  const created = await ada.call('POST', '/channels', { name: 'Hook', settings: hook });
  expect(created.body.signingSecret).toMatch(/^whsec_[\w-]{43}$/);
  expect(created.body.settings.url).toBe('https://hooks.example.com/…');
  const path = `/channels/${created.body.id}`;
  const renewed = await ada.call('POST', `${path}/signing-secret`);
  expect(renewed.body.signingSecret).not.toBe(created.body.signingSecret);
  const listed = JSON.stringify((await ada.call('GET', '/channels')).body);
  expect(listed).not.toContain(renewed.body.signingSecret);
  const own = { ...hook, signingSecret: 'a-secret-of-my-own' };
  const given = await ada.call('POST', '/channels', { name: 'Own', settings: own });
  expect(given.body.signingSecret).toBeNull();
  const mail = { kind: 'email', recipients: ['ada@example.com'] };
  const other = await ada.call('POST', '/channels', { name: 'Mail', settings: mail });
  expect((await ada.call('POST', `/channels/${other.body.id}/signing-secret`)).status).toBe(400);
});

it.each([
  ['a private address', { kind: 'slack', url: 'http://10.0.0.8/x' }, 'target_not_allowed'],
  ['a name of the network', { kind: 'webhook', url: 'http://localhost:8080/' }, 'target_not_allowed'],
  ['no web address', { kind: 'webhook', url: 'file:///etc/passwd' }, 'invalid_request'],
  ['a password in the address', { kind: 'teams', url: 'https://a:b@example.com/' }, 'invalid_request'],
  ['a wrong routing key', { kind: 'pagerduty', routingKey: 'short' }, 'invalid_request'],
  ['nobody', { kind: 'email', recipients: [] }, 'invalid_request'],
  ['no e-mail address', { kind: 'email', recipients: ['ada'] }, 'invalid_request'],
])('a channel to %s is refused', async (_what, settings, code) => {
  expect(await ada.call('POST', '/channels', { name: 'No', settings })).toMatchObject({
    status: 400,
    body: { error: { code } },
  });
});

it('a test is put into the outbox, and what is dead can be sent again', async () => {
  const { body: channel } = await ada.call('POST', '/channels', { ...slack, enabled: false });
  const sent = await ada.call('POST', `/channels/${channel.id}/test`);
  expect(sent).toMatchObject({
    status: 202,
    body: { title: 'Heliograph can reach this channel', status: 'pending', attempts: 0, tries: [] },
  });
  const path = `/deliveries/${sent.body.id}`;
  expect((await ada.call('POST', `${path}/resend`)).status).toBe(409);
  const tried = { at: new Date().toISOString(), latencyMs: 12, status: 404, error: 'no', answer: 'gone' };
  await api.context.db.delivery.update({
    where: { id: sent.body.id },
    data: { status: 'dead', attempts: 1, tries: [tried], finishedAt: new Date() },
  });
  expect((await ada.call('GET', path)).body).toMatchObject({ status: 'dead', tries: [tried] });
  expect((await ada.call('GET', '/channels')).body.items[0].lastDelivery).toMatchObject({
    ...{ status: 'dead', error: 'no' },
  });
  expect((await eve.call('POST', `${path}/resend`)).status).toBe(404);
  expect(await ada.call('POST', `${path}/resend`)).toMatchObject({
    status: 202,
    body: { status: 'pending', attempts: 0, finishedAt: null },
  });
});

it('deliveries come in pages, newest first', async () => {
  const { body: channel } = await ada.call('POST', '/channels', slack);
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.unshift((await ada.call('POST', `/channels/${channel.id}/test`)).body.id);
  const path = `/channels/${channel.id}/deliveries?limit=2`;
  const found: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await ada.call('GET', cursor === '' ? path : `${path}&cursor=${encodeURIComponent(cursor)}`);
    found.push(...page.body.items.map(({ id }: { id: string }) => id));
    cursor = page.body.nextCursor;
  }
  expect(found).toEqual(ids);
  expect((await ada.call('GET', `${path}&cursor=broken`)).status).toBe(400);
});

it('without a key, channels with secrets are refused with what to set', async () => {
  const bare = await openApi();
  const bob = await bare.signUp();
  const refused = await bob.call('POST', '/channels', slack);
  expect(refused).toMatchObject({ status: 503, body: { error: { code: 'service_unavailable' } } });
  expect(refused.body.error.message).toContain('ENCRYPTION_KEYS');
  expect((await bob.call('GET', '/channels')).body.readiness).toEqual({ email: false, secrets: false });
  await bare.close();
});
