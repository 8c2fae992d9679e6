import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiUnderTest, openApi } from '../testing/open-api.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

it('keeps, lists and forgets deploys over HTTP, each organization its own', async () => {
  const { call } = await api.signUp();
  const others = await api.signUp();
  const before = Date.now();
  const now = await call('POST', '/deploys', { version: ' v2 ' });
  expect([now.status, now.body.version]).toEqual([201, 'v2']);
  expect(Date.parse(now.body.deployedAt)).toBeGreaterThanOrEqual(before);
  const earlier = await call('POST', '/deploys', {
    version: 'v1',
    deployedAt: '2026-11-20T10:00:00+02:00',
  });
  expect(earlier.body.deployedAt).toBe('2026-11-20T08:00:00.000Z');
  expect((await call('GET', '/deploys')).body).toEqual({ items: [now.body, earlier.body] });
  expect((await others.call('GET', '/deploys')).body).toEqual({ items: [] });
  expect((await others.call('DELETE', `/deploys/${now.body.id}`)).status).toBe(404);
  expect((await call('DELETE', `/deploys/${now.body.id}`)).status).toBe(204);
  expect((await call('DELETE', `/deploys/${now.body.id}`)).status).toBe(404);
  expect((await call('GET', '/deploys')).body).toEqual({ items: [earlier.body] });
});

it('keeps the newest thousand', async () => {
  const { call } = await api.signUp();
  const organizationId = (await call('GET', '/me')).body.organization.id;
  const start = Date.UTC(2026, 0, 1);
  await api.context.db.deploy.createMany({
    data: Array.from({ length: 1_000 }, (_, n) => ({
      id: `019aa2b4-0000-7000-8000-${String(n).padStart(12, '0')}`,
      organizationId,
      version: `v${n}`,
      deployedAt: new Date(start + n * 60_000),
    })),
  });
  expect((await call('POST', '/deploys', { version: 'latest' })).status).toBe(201);
  const kept = await api.context.db.deploy.findMany({
    where: { organizationId },
    orderBy: { deployedAt: 'asc' },
  });
  expect([kept.length, kept[0]?.version, kept.at(-1)?.version]).toEqual([1_000, 'v1', 'latest']);
});

it('says what is wrong with a deploy', async () => {
  const { call } = await api.signUp();
  for (const body of [
    {},
    { version: ' ' },
    { version: 'x', deployedAt: 'yesterday' },
    { version: 'x', a: 1 },
  ]) {
    const answer = await call('POST', '/deploys', body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_request']);
  }
});
