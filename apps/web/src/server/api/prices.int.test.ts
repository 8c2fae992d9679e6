import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiUnderTest, openApi, type Tenant } from '../testing/open-api.ts';

let api: ApiUnderTest;

beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const call = (tenant: Tenant, method: string, path: string, body?: unknown) =>
  api.send(api.context.handleApi, method, `/api/v1${path}`, tenant.cookie, body);

const price = { provider: 'azure', model: 'my-deployment', prices: { input: '2.25', output: '9' } };
const timeRange = { from: '2026-11-01T00:00:00Z', to: '2026-11-21T00:00:00Z' };

it('adds a price, replaces it, shows both and removes the last', async () => {
  const ada = await api.signUp();
  const added = await call(ada, 'POST', '/prices', price);
  expect(added.status).toBe(201);
  const next = await call(ada, 'POST', '/prices', {
    ...price,
    prices: { input: '2' },
    effectiveFrom: '2026-11-01T01:00:00+01:00',
    replaces: added.body?.id,
  });
  expect(next.status).toBe(201);
  expect((await call(ada, 'GET', '/prices')).body).toMatchObject({
    items: [
      {
        id: next.body?.id,
        prices: { input: '2' },
        effectiveFrom: '2026-11-01T00:00:00.000Z',
        removedAt: null,
      },
      { id: added.body?.id, prices: price.prices, removedAt: expect.any(String), createdBy: 'Ada' },
    ],
  });
  expect((await call(ada, 'DELETE', `/prices/${next.body?.id}`)).status).toBe(204);
  const other = await api.signUp();
  expect((await call(other, 'GET', '/prices')).body).toEqual({ items: [] });
  expect((await call(other, 'DELETE', `/prices/${next.body?.id}`)).status).toBe(404);
});

it.each([
  ['no price at all', { ...price, prices: {} }],
  ['a price in words', { ...price, prices: { input: 'cheap' } }],
  ['a price below 0', { ...price, prices: { input: '-1' } }],
  ['more digits than a picodollar has', { ...price, prices: { input: '0.0000001' } }],
  ['a kind of price that there is not', { ...price, prices: { thinking: '1' } }],
  ['a price as a number, which may be no decimal', { ...price, prices: { input: 0.1 } }],
  ['a star in the middle', { ...price, model: 'gpt-*-mini' }],
  ['no model', { ...price, model: ' ' }],
  ['an end before the beginning', { ...price, effectiveFrom: timeRange.to, effectiveTo: timeRange.from }],
])('refuses %s', async (_title, input) => {
  const ada = await api.signUp();
  const refused = await call(ada, 'POST', '/prices', input);
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
  expect((await call(ada, 'GET', '/prices')).body).toEqual({ items: [] });
});

it('says what the table has of a model, and which models have no price', async () => {
  const ada = await api.signUp();
  expect(
    (await call(ada, 'GET', '/prices/table?provider=openai&model=gpt-4o-2024-08-06')).body,
  ).toMatchObject({
    price: { model: 'gpt-4o-2024-08-06', prices: { input: '2.5', output: '10' }, source: expect.any(String) },
  });
  expect((await call(ada, 'GET', '/prices/table?provider=openai&model=house')).body).toEqual({ price: null });
  expect((await call(ada, 'POST', '/prices/unpriced', { timeRange })).body).toEqual({
    requests: 0,
    items: [],
  });
});

it('orders a recalculation and cancels it', async () => {
  const ada = await api.signUp();
  const started = await call(ada, 'POST', '/repricings', { timeRange, model: 'house-*' });
  expect(started).toMatchObject({
    status: 201,
    body: { status: 'queued', provider: null, model: 'house-*', examined: 0, createdBy: 'Ada' },
  });
  expect((await call(await api.signUp(), 'POST', `/repricings/${started.body?.id}/cancel`)).status).toBe(404);
  expect((await call(ada, 'POST', `/repricings/${started.body?.id}/cancel`)).status).toBe(204);
  expect((await call(ada, 'GET', '/repricings')).body).toMatchObject({
    items: [{ id: started.body?.id, status: 'cancelled', finishedAt: expect.any(String) }],
  });
});

it('lets nobody in without a session or a key', async () => {
  for (const path of ['/prices', '/repricings']) {
    const answer = await api.send(api.context.handleApi, 'GET', `/api/v1${path}`, {});
    expect(answer.status).toBe(401);
  }
});
