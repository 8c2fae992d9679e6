import { afterAll, beforeAll, expect, it } from 'vitest';
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
const timeRange = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
const metrics = [
  { metric: 'requests', aggregation: 'count' },
  { metric: 'cost', aggregation: 'sum' },
];

beforeAll(async () => {
  api = await openApi();
  [ada, eve] = await Promise.all([api.signUp(), api.signUp()]);
  const idOf = (number: number) => `019aa2b4-0000-7000-8000-${String(number).padStart(12, '0')}`;
  await insertRequestRows(api.context, [
    requestRow(ada.organizationId, { id: idOf(1), model: 'gpt-4o', cost_total: '0.5' }),
    requestRow(ada.organizationId, { id: idOf(2), model: 'o3', cost_total: '1.5' }),
    requestRow(eve.organizationId, { id: idOf(3), model: 'o3', cost_total: '100' }),
  ]);
});
afterAll(() => api.close());

const ask = (body: object, tenant = ada) =>
  tenant.call('POST', '/analytics/query', { timeRange, metrics, ...body });

it('answers about the requests of the caller’s organization', async () => {
  const { status, body } = await ask({ groupBy: ['model'], orderBy: { metric: 1 } });
  expect([status, body.error]).toEqual([200, undefined]);
  expect(body).toMatchObject({
    interval: 'none',
    timezone: 'UTC',
    truncated: false,
    rows: [
      { time: null, group: { model: 'o3' }, values: [1, '1.5'] },
      { time: null, group: { model: 'gpt-4o' }, values: [1, '0.5'] },
    ],
  });
  expect((await ask({}, eve)).body.rows).toEqual([{ time: null, group: {}, values: [1, '100'] }]);
});

it.each([
  [{ metrics: [] }, 'metrics'],
  [{ metrics: [{ metric: 'latency', aggregation: 'sum' }] }, 'metrics.0.aggregation'],
  [{ timezone: 'Mars/Olympus' }, 'timezone'],
  [{ groupBy: ['colour'] }, 'groupBy.0'],
  [{ groupBy: ['model', 'model'] }, 'groupBy'],
  [{ orderBy: { metric: 2 } }, 'orderBy.metric'],
])('says what is wrong with %j', async (part, path) => {
  const { status, body } = await ask(part);
  expect([status, body.error.code]).toEqual([400, 'invalid_request']);
  expect(body.error.details.issues[0].path).toBe(path);
});

it('refuses what would be too much, and says what to do', async () => {
  const year = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
  const { status, body } = await ask({ timeRange: year, interval: 'minute' });
  expect([status, body.error.code]).toEqual([422, 'too_wide']);
  expect(body.error.message).toContain('Narrow the range');
});

it('asks no further once the caller has left', async () => {
  const caller = new AbortController();
  const answer = api.context.handleApi(
    new Request('http://localhost:3000/api/v1/analytics/query', {
      method: 'POST',
      headers: { host: 'localhost:3000', ...ada.key },
      body: JSON.stringify({ timeRange, metrics }),
      signal: caller.signal,
    }),
  );
  caller.abort();
  expect((await answer).status).toBe(408);
});
