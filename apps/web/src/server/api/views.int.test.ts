import { afterAll, beforeAll, expect, it } from 'vitest';
import { newestFirst, standardLayout } from '@heliograph/contracts/request-view';
import { type ApiUnderTest, openApi } from '../testing/open-api.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const view = { filter: 'model:gpt-4o', range: '24h', sort: newestFirst, layout: standardLayout };

it('keeps, lists, changes and deletes views over HTTP', async () => {
  const { call, cookie } = await api.signUp();
  const created = await call('POST', '/views', { name: ' Cheap ', shared: true, view });
  expect([created.status, created.body.name, created.body.owner]).toEqual([201, 'Cheap', null]);
  const asPerson = (method: string, path: string, body?: unknown) =>
    api.send(api.context.handleApi, method, `/api/v1${path}`, cookie, body);
  const own = await asPerson('POST', '/views', { name: 'Mine', view });
  expect([own.status, own.body.shared, own.body.owner.name]).toEqual([201, false, 'Ada']);
  expect((await asPerson('PUT', '/views/default', { id: own.body.id })).status).toBe(204);
  const { body } = await asPerson('GET', '/views');
  expect(
    body.items.map(({ name, isDefault }: { name: string; isDefault: boolean }) => [name, isDefault]),
  ).toEqual([
    ['Cheap', false],
    ['Mine', true],
  ]);
  const changed = await call('PATCH', `/views/${created.body.id}`, { name: 'Cheaper' });
  expect([changed.status, changed.body.name, changed.body.view]).toEqual([200, 'Cheaper', view]);
  expect((await call('DELETE', `/views/${created.body.id}`)).status).toBe(204);
  expect((await call('DELETE', `/views/${created.body.id}`)).status).toBe(404);
});

it('says what is wrong with a view', async () => {
  const { call } = await api.signUp();
  const refusals: [unknown, string][] = [
    [{ name: 'x', shared: true, view: { ...view, filter: 'modle:gpt' } }, 'modle'],
    [{ name: 'x', shared: true, view: { ...view, range: 'fortnight' } }, 'range'],
    [{ name: ' ', shared: true, view }, 'Give the view a name'],
    [{ name: 'x', view }, 'shared'],
    [{ name: 'x', shared: true, view, colour: 'red' }, 'colour'],
  ];
  for (const [body, said] of refusals) {
    const answer = await call('POST', '/views', body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_request']);
    expect(JSON.stringify(answer.body.error)).toContain(said);
  }
  expect((await call('PUT', '/views/default', { id: null })).status).toBe(403);
});
