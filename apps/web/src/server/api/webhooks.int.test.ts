import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiUnderTest, openApi, type Tenant } from '../testing/open-api.ts';

let api: ApiUnderTest;
let ada: Tenant;
let eve: Tenant;
let channelId: string;

beforeAll(async () => {
  api = await openApi({ ENCRYPTION_KEYS: `a:${randomBytes(32).toString('base64')}` });
  [ada, eve] = [await api.signUp(), await api.signUp()];
  const settings = { kind: 'webhook', url: 'https://hooks.example.com/in' };
  channelId = (await ada.call('POST', '/channels', { name: 'Hook', settings })).body.id;
});
afterAll(() => api.close());

it('webhooks on requests are created, changed and deleted, by their own organization alone', async () => {
  const input = { name: 'Failures', channelId, filter: 'status:>=400' };
  const created = await ada.call('POST', '/webhooks', input);
  expect(created).toMatchObject({
    status: 201,
    body: { ...input, channelName: 'Hook', samplePercent: 100, withBodies: false, enabled: true },
  });
  const path = `/webhooks/${created.body.id}`;
  expect((await ada.call('PATCH', path, { samplePercent: 12.5 })).body).toMatchObject({
    ...{ filter: 'status:>=400', samplePercent: 12.5 },
  });
  expect((await ada.call('PATCH', path, { filter: '' })).body).toMatchObject({
    ...{ filter: '', samplePercent: 12.5 },
  });
  expect((await ada.call('GET', '/webhooks')).body.items).toHaveLength(1);
  expect((await eve.call('GET', '/webhooks')).body.items).toEqual([]);
  expect((await eve.call('PATCH', path, { enabled: false })).status).toBe(404);
  expect((await eve.call('DELETE', path)).status).toBe(404);
  expect((await ada.call('DELETE', path)).status).toBe(204);
});

it.each([
  ['a filter that can not be read', { filter: 'status:>(' }],
  ['no sample', { samplePercent: 0 }],
  ['a channel that is none', { channelId: '019aa2b6-1111-7222-8333-444455556666' }],
])('a webhook with %s is refused', async (_what, changed) => {
  const input = { name: 'No', channelId, ...changed };
  expect(await ada.call('POST', '/webhooks', input)).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_request' } },
  });
});

it('a webhook leads to no channel of another kind or organization', async () => {
  const mail = { kind: 'email', recipients: ['ada@example.com'] };
  const other = await ada.call('POST', '/channels', { name: 'Mail', settings: mail });
  const input = { name: 'No' };
  expect((await ada.call('POST', '/webhooks', { ...input, channelId: other.body.id })).status).toBe(400);
  expect((await eve.call('POST', '/webhooks', { ...input, channelId })).status).toBe(400);
});
