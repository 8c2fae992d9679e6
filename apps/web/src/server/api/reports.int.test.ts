import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiUnderTest, openApi, type Tenant } from '../testing/open-api.ts';

let api: ApiUnderTest;
let ada: Tenant;
let eve: Tenant;
let channelId: string;

beforeAll(async () => {
  api = await openApi();
  [ada, eve] = [await api.signUp(), await api.signUp()];
  const settings = { kind: 'email', recipients: ['ada@example.com'] };
  channelId = (await ada.call('POST', '/channels', { name: 'Team', settings })).body.id;
});
afterAll(() => api.close());

it('reports are created, changed and deleted, by their own organization alone', async () => {
  const input = { channelId, period: 'week', timezone: 'Europe/Berlin', hour: 7 };
  const created = await ada.call('POST', '/reports', input);
  expect(created).toMatchObject({ status: 201, body: { ...input, channelName: 'Team', enabled: true } });
  const next = new Date(created.body.nextAt);
  expect(next.getUTCDay()).toBe(1);
  expect(next.getTime()).toBeGreaterThan(Date.now());
  const path = `/reports/${created.body.id}`;
  const changed = await ada.call('PATCH', path, { period: 'day', enabled: false });
  expect(changed.body).toMatchObject({ period: 'day', hour: 7, enabled: false });
  expect((await ada.call('GET', '/reports')).body.items).toHaveLength(1);
  expect((await eve.call('GET', '/reports')).body.items).toEqual([]);
  expect((await eve.call('PATCH', path, { hour: 1 })).status).toBe(404);
  expect((await eve.call('DELETE', path)).status).toBe(404);
  expect((await ada.call('DELETE', path)).status).toBe(204);
});

it.each([
  ['a time zone that there is not', { timezone: 'Europe/Atlantis' }],
  ['the 25th hour', { hour: 24 }],
  ['no channel', { channelId: '019aa2b6-1111-7222-8333-444455556666' }],
])('a report with %s is refused', async (_what, changed) => {
  const input = { channelId, period: 'day', ...changed };
  expect(await ada.call('POST', '/reports', input)).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_request' } },
  });
});
