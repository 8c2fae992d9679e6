import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ApiUnderTest,
  insertRequestRows,
  openApi,
  requestRow,
  type Tenant,
} from '../testing/open-api.ts';

let api: ApiUnderTest;
let ada: Tenant;
let eve: Tenant;
beforeAll(async () => {
  api = await openApi();
  [ada, eve] = [await api.signUp(), await api.signUp()];
});
afterAll(() => api.close());

const rule = {
  name: 'Cost today',
  metric: { metric: 'cost', aggregation: 'sum' },
  window: { kind: 'rolling', minutes: 60 },
  condition: { kind: 'threshold', direction: 'above', value: 5 },
  filter: 'model:gpt-4o',
};

test('a rule is kept with its filter, changed, snoozed, switched off and deleted, by those whose it is', async () => {
  const { status, body: created } = await ada.call('POST', '/alerts', rule);
  expect(status).toBe(201);
  expect(created).toMatchObject({
    ...rule,
    ...{ filter: { field: 'model', operator: '=', value: 'gpt-4o' }, severity: 'warning', enabled: true },
    ...{ groupBy: [], forMinutes: 0, noData: 'resolve', snoozedUntil: null },
  });
  const path = `/alerts/${created.id}`;
  expect((await ada.call('GET', '/alerts')).body.items).toMatchObject([
    { rule: { id: created.id }, status: 'ok', groups: [], evaluatedAt: null, isMuted: false },
  ]);
  expect((await eve.call('GET', '/alerts')).body.items).toEqual([]);
  expect((await eve.call('PUT', path, rule)).status).toBe(404);
  expect((await eve.call('DELETE', path)).status).toBe(404);

  const changed = await ada.call('PUT', path, { ...rule, name: 'Cost', forMinutes: 10, filter: null });
  expect(changed.body).toMatchObject({ name: 'Cost', forMinutes: 10, filter: null });
  const until = new Date(Date.now() + 60_000).toISOString();
  expect((await ada.call('PUT', `${path}/snooze`, { until })).body.snoozedUntil).toBe(until);
  expect((await ada.call('GET', '/alerts')).body.items[0].isMuted).toBe(true);
  expect((await ada.call('PUT', `${path}/enabled`, { enabled: false })).body.enabled).toBe(false);
  expect((await ada.call('DELETE', path)).status).toBe(204);
  expect((await ada.call('GET', '/alerts')).body.items).toEqual([]);
});

test.each([
  ['a filter that can not be read', { filter: 'nonsense:1' }, 'filter'],
  [
    'an aggregation that the metric has not',
    { metric: { metric: 'cost', aggregation: 'rate' } },
    'metric.aggregation',
  ],
  [
    'a percentile of a day',
    { metric: { metric: 'latency', aggregation: 'p95' }, window: { kind: 'today' } },
    'window',
  ],
  ['a budget of an hour', { condition: { kind: 'budget', basis: 'spent', usd: 5 } }, 'condition'],
  ['a window of more than 30 days', { window: { kind: 'rolling', minutes: 43_201 } }, 'window.minutes'],
  ['an unknown time zone', { timezone: 'Mars/Olympus' }, 'timezone'],
  ['twice the same group', { groupBy: ['user', 'user'] }, 'groupBy'],
])('refuses %s', async (_title, part, path) => {
  const { status, body } = await ada.call('POST', '/alerts', { ...rule, ...part });
  expect(status).toBe(400);
  expect(body.error.details.issues[0].path).toBe(path);
});

test('refuses a channel that the organization has not', async () => {
  const channelIds = ['019aa2b4-0000-7000-8000-000000000999'];
  expect((await ada.call('POST', '/alerts', { ...rule, channelIds })).status).toBe(400);
});

test('a preview shows the last seven days and how often it would have fired', async () => {
  const hour = 3_600_000;
  const at = (ago: number) => new Date(Date.now() - ago).toISOString().replace('T', ' ').slice(0, 23);
  const row = (id: number, ago: number, part: Record<string, unknown> = {}) =>
    requestRow(ada.organizationId, {
      ...{ id: `019aa2b4-0000-7000-8000-00000000${String(id).padStart(4, '0')}`, created_at: at(ago) },
      ...{ model: 'gpt-4o', cost_total: '3', ...part },
    });
  await insertRequestRows(api.context, [
    ...[row(1, 100 * hour), row(2, 100 * hour), row(3, 50 * hour), row(4, 50 * hour)],
    ...[row(5, 20 * hour), row(6, 20 * hour, { model: 'other' })],
  ]);
  const { status, body } = await ada.call('POST', '/alerts/preview', rule);
  expect(status).toBe(200);
  expect(body).toMatchObject({ fired: 2, groupCount: 1, stepSeconds: 300 });
  expect(body.series[0].points.length).toBeGreaterThan(300);
  expect(
    body.series[0].points.filter(({ status }: { status: string }) => status === 'firing').length,
  ).toBeGreaterThanOrEqual(4);
  expect(body.series[0].points.every(({ threshold }: { threshold: number }) => threshold === 5)).toBe(true);

  const grouped = await ada.call('POST', '/alerts/preview', { ...rule, filter: null, groupBy: ['model'] });
  expect(grouped.body).toMatchObject({ fired: 2, groupCount: 2 });
  const silence = { ...rule, condition: { kind: 'no_data' }, window: { kind: 'rolling', minutes: 15 } };
  expect((await ada.call('POST', '/alerts/preview', silence)).body.fired).toBeGreaterThan(2);
  const days = { ...rule, window: { kind: 'today' }, condition: { ...rule.condition, value: 2 } };
  expect((await ada.call('POST', '/alerts/preview', days)).body.fired).toBeGreaterThanOrEqual(2);
  const weeks = {
    ...rule,
    window: { kind: 'rolling', minutes: 43_200 },
    metric: { metric: 'latency', aggregation: 'p95' },
  };
  expect((await ada.call('POST', '/alerts/preview', weeks)).status).toBe(200);
  const other = await eve.call('POST', '/alerts/preview', rule);
  expect(other.body).toMatchObject({ fired: 0, firingSeconds: 0 });
});

test('maintenance windows are listed with whether they hold now', async () => {
  const window = {
    name: 'Move',
    startsAt: new Date(Date.now() - 60_000).toISOString(),
    endsAt: new Date(Date.now() + 60_000).toISOString(),
  };
  const { body } = await ada.call('POST', '/alerts/maintenance', window);
  expect(body).toMatchObject({ ...window, repeats: 'never', ruleIds: [], isActive: true });
  expect((await eve.call('GET', '/alerts/maintenance')).body.items).toEqual([]);
  const backwards = { ...window, endsAt: window.startsAt };
  expect((await ada.call('POST', '/alerts/maintenance', backwards)).status).toBe(400);
  expect((await ada.call('DELETE', `/alerts/maintenance/${body.id}`)).status).toBe(204);
  expect((await ada.call('GET', '/alerts/maintenance')).body.items).toEqual([]);
  expect((await ada.call('POST', '/alerts/history', {})).body).toEqual({ items: [], nextCursor: null });
  expect((await ada.call('GET', '/alerts/firing')).body).toEqual({ items: [] });
});
