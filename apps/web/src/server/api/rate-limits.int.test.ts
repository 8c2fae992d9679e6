import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiUnderTest, openApi, type Tenant } from '../testing/open-api.ts';

let api: ApiUnderTest;
let ada: Tenant;

beforeAll(async () => {
  api = await openApi();
  ada = await api.signUp();
});
afterAll(() => api.close());

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = ada.cookie) =>
  api.send(api.context.handleApi, method, `/api/v1${path}`, headers, body);

const rule = { name: 'Fair use', quota: 100, windowSeconds: 3600, unit: 'request', segment: { by: 'user' } };

it('rules are created, switched off and deleted over the API', async () => {
  const created = await call('POST', '/rate-limits', rule);
  expect(created).toMatchObject({
    status: 201,
    body: { ...rule, model: null, enabled: true, createdBy: 'Ada' },
  });
  const path = `/rate-limits/${String(created.body?.id)}`;
  expect(await call('PATCH', path, { enabled: false })).toMatchObject({
    status: 200,
    body: { ...rule, enabled: false },
  });
  expect((await call('GET', '/rate-limits')).body).toMatchObject({ items: [{ enabled: false }] });
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('DELETE', path)).status).toBe(404);
});

it.each([
  ['half a request', { ...rule, quota: 1.5 }],
  ['nothing at all', { ...rule, quota: 0 }],
  ['a window of more than a year', { ...rule, windowSeconds: 31_536_001 }],
  ['a property without a name', { ...rule, segment: { by: 'property', name: '' } }],
])('a rule for %s is refused', async (_what, input) => {
  expect(await call('POST', '/rate-limits', input)).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_request' } },
  });
});

it('what limits refused is told over time, empty buckets included', async () => {
  const timeRange = { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' };
  const { status, body } = await call('POST', '/rate-limits/limited', { timeRange });
  expect(status).toBe(200);
  expect(body).toMatchObject({ total: 0, stepSeconds: 900, limits: [] });
  expect(body?.buckets).toHaveLength(96);
});

it('a key has limits, a budget and an end, and counts no more from then on', async () => {
  const limits = [{ quota: 60, windowSeconds: 60, unit: 'request', segment: { by: 'global' } }];
  const created = await call('POST', '/keys', { name: 'app', limits, monthlyBudgetUsd: '12.50' });
  expect(created.status).toBe(201);
  const path = `/keys/${String(created.body?.id)}`;
  const auth = { authorization: `Bearer ${String(created.body?.key)}` };
  expect((await call('GET', '/me', undefined, auth)).status).toBe(200);
  expect((await call('GET', '/keys')).body).toMatchObject({
    items: [
      { limits, expiresAt: null, budget: { monthlyUsd: '12.5', spentUsd: '0', state: 'ok' } },
      { name: 'Tests' },
    ],
  });
  const past = '2026-01-01T00:00:00Z';
  expect(await call('PATCH', path, { expiresAt: past, monthlyBudgetUsd: null })).toMatchObject({
    status: 200,
    body: { name: 'app', expiresAt: '2026-01-01T00:00:00.000Z', budget: null, limits },
  });
  expect(await call('GET', '/me', undefined, auth)).toMatchObject({
    status: 401,
    body: { error: { code: 'expired_api_key' } },
  });
  expect((await call('PATCH', path, { monthlyBudgetUsd: '0' })).status).toBe(400);
});
