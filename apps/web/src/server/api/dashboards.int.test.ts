import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiUnderTest, openApi } from '../testing/open-api.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const tile = {
  id: 'a',
  metrics: [{ metric: 'cost', aggregation: 'sum' }],
  chart: 'line',
  layout: { x: 0, y: 0, w: 6, h: 4 },
};
const kept = {
  ...tile,
  title: '',
  groupBy: [],
  filter: '',
  limit: 6,
  orderBy: { metric: 0, direction: 'desc' },
};

it('keeps, reads, changes and deletes dashboards over HTTP', async () => {
  const { call, cookie } = await api.signUp();
  const created = await call('POST', '/dashboards', { name: ' Costs ', shared: true, tiles: [tile] });
  expect([created.status, created.body.name, created.body.tiles]).toEqual([201, 'Costs', [kept]]);
  const asPerson = (method: string, path: string, body?: unknown) =>
    api.send(api.context.handleApi, method, `/api/v1${path}`, cookie, body);
  const { id } = created.body;
  expect((await asPerson('PUT', '/dashboards/default', { id })).status).toBe(204);
  const { body } = await asPerson('GET', '/dashboards');
  expect(body.items).toMatchObject([{ id, name: 'Costs', isDefault: true }]);
  const changed = await call('PATCH', `/dashboards/${id}`, { version: 1, tiles: [] });
  expect([changed.status, changed.body.version]).toEqual([200, 2]);
  const late = await call('PATCH', `/dashboards/${id}`, { version: 1, name: 'Late' });
  expect([late.status, late.body.error.code]).toEqual([409, 'conflict']);
  expect((await asPerson('GET', `/dashboards/${id}`)).body).toMatchObject({ name: 'Costs', tiles: [] });
  expect((await call('DELETE', `/dashboards/${id}`)).status).toBe(204);
  expect((await call('GET', `/dashboards/${id}`)).status).toBe(404);
});

it('says what is wrong with a dashboard', async () => {
  const { call } = await api.signUp();
  const refusals: [unknown, string][] = [
    [{ name: ' ', shared: true }, 'Give the dashboard a name'],
    [{ name: 'x', shared: true, tiles: [{ ...tile, filter: 'modle:gpt' }] }, 'modle'],
    [{ name: 'x', shared: true, tiles: [tile, tile] }, 'Two tiles have the id a'],
    [{ name: 'x', shared: true, tiles: [{ ...tile, layout: { x: 8, y: 0, w: 6, h: 4 } }] }, '12 columns'],
    [{ name: 'x', shared: true, tiles: [{ ...tile, metrics: [] }] }, 'Choose something to show'],
    [{ name: 'x', tiles: [] }, 'shared'],
  ];
  for (const [body, said] of refusals) {
    const answer = await call('POST', '/dashboards', body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_request']);
    expect(JSON.stringify(answer.body.error)).toContain(said);
  }
});
