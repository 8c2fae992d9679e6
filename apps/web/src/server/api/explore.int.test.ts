import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const noon = Date.parse('2026-11-20T12:00:00.000Z');
const timeRange = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
const idOf = (number: number) => `019aa2b4-0000-7000-8000-${String(number).padStart(12, '0')}`;
const at = (seconds: number) =>
  new Date(noon + seconds * 1000).toISOString().replace('T', ' ').replace('Z', '');

beforeAll(async () => {
  api = await openApi();
  [ada, eve] = await Promise.all([api.signUp(), api.signUp()]);
  const row = (number: number, seconds: number, part: Record<string, unknown>) =>
    requestRow(ada.organizationId, {
      id: idOf(number),
      created_at: at(seconds),
      latency_ms: 1_000,
      model: 'gpt-4o',
      input_tokens: 100,
      output_tokens: 10,
      cost_total: '0.001',
      ...part,
    });
  const trip = { session_id: 'trip/1', session_name: 'Trip', user_id: 'anna' };
  await insertRequestRows(api.context, [
    row(1, 0, { ...trip, session_path: '/plan' }),
    row(2, 10, { ...trip, session_path: '/plan/hotel', latency_ms: 5_000 }),
    row(3, 12, { ...trip, session_path: '/plan/flight', status: 500, outcome: 'failed', cost_total: null }),
    row(4, 60, { ...trip, session_path: '/plan/hotel', session_name: 'Trip to Rome' }),
    row(5, 20, { session_id: 'short', user_id: "o'brien", provider: 'anthropic', model: 'claude' }),
    row(6, 7_200, { user_id: 'anna', model: 'gpt-4o-mini', cost_total: '1.5', cache_hit: true }),
    row(7, 30, { properties: { plan: 'pro' }, property_names: { plan: 'Plan' }, latency_ms: 3_000 }),
    row(8, 31, { properties: { plan: 'free' }, property_names: { plan: 'plan' } }),
    row(9, 32, { properties: { plan: 'pro', team: "O'Brien" }, property_names: { plan: 'Plan' } }),
    // Eve's, with the same names.
    {
      ...row(10, 0, { ...trip, properties: { plan: 'pro', secret: 'x' } }),
      organization_id: eve.organizationId,
    },
  ]);
});
afterAll(() => api.close());

async function ask(path: string, body: unknown, tenant = ada) {
  const answer = await tenant.call('POST', path, body);
  expect([answer.status, answer.body.error]).toEqual([200, undefined]);
  return answer.body;
}
const idsOf = (items: { id: string }[]) => items.map(({ id }) => id);

describe('sessions', () => {
  it('add up what their requests are', async () => {
    const { items, nextCursor } = await ask('/sessions/query', { timeRange });
    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      {
        id: 'trip/1',
        name: 'Trip to Rome',
        userId: 'anna',
        startedAt: '2026-11-20T12:00:00.000Z',
        lastRequestAt: '2026-11-20T12:01:00.000Z',
        durationMs: 61_000,
        averageLatencyMs: 2_000,
        requests: 4,
        errors: 1,
        costUsd: '0.003',
        unpricedRequests: 1,
        inputTokens: 400,
        outputTokens: 40,
        totalTokens: 440,
      },
      expect.objectContaining({ id: 'short', name: null, userId: "o'brien", requests: 1, durationMs: 1_000 }),
    ]);
  });

  it('are found by one of their requests, and still whole', async () => {
    const { items } = await ask('/sessions/query', { timeRange, filter: 'status:5xx' });
    expect(items).toMatchObject([{ id: 'trip/1', requests: 4 }]);
    expect((await ask('/sessions/query', { timeRange, filter: 'user:nobody' })).items).toEqual([]);
  });

  it.each([
    ['lastRequestAt', 'desc', ['trip/1', 'short']],
    ['startedAt', 'desc', ['short', 'trip/1']],
    ['durationMs', 'asc', ['short', 'trip/1']],
    ['requests', 'desc', ['trip/1', 'short']],
    ['costUsd', 'asc', ['short', 'trip/1']],
    ['totalTokens', 'desc', ['trip/1', 'short']],
    ['errors', 'asc', ['short', 'trip/1']],
  ])('are ordered by %s %s, page by page', async (orderBy, direction, expected) => {
    const order = { timeRange, orderBy, direction, limit: 1 };
    const first = await ask('/sessions/query', order);
    const second = await ask('/sessions/query', { ...order, cursor: first.nextCursor });
    expect([...idsOf(first.items), ...idsOf(second.items)]).toEqual(expected);
    expect(second.nextCursor).toBeNull();
  });

  it('have a tree, and their requests oldest first', async () => {
    const path = `/sessions/${encodeURIComponent('trip/1')}`;
    const { status, body } = await ada.call('GET', `${path}?limit=3`);
    expect(status).toBe(200);
    expect(body.session).toMatchObject({ id: 'trip/1', requests: 4 });
    expect(body.paths).toMatchObject([
      { path: '/plan', requests: 1, durationMs: 1_000 },
      { path: '/plan/hotel', requests: 2, durationMs: 51_000 },
      { path: '/plan/flight', requests: 1, errors: 1, unpricedRequests: 1 },
    ]);
    expect(idsOf(body.items)).toEqual([1, 2, 3].map(idOf));
    const rest = await ada.call('GET', `${path}?limit=3&cursor=${body.nextCursor}`);
    expect(idsOf(rest.body.items)).toEqual([idOf(4)]);
    expect(rest.body.nextCursor).toBeNull();
    const unknown = await ada.call('GET', '/sessions/nothing');
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'not_found']);
  });

  it('tell when each of their requests ran', async () => {
    const path = `/sessions/${encodeURIComponent('trip/1')}/timeline`;
    const { status, body } = await ada.call('GET', path);
    expect(status).toBe(200);
    expect(body.cut).toBe(false);
    expect(idsOf(body.items)).toEqual([1, 2, 3, 4].map(idOf));
    expect(body.items[2]).toMatchObject({
      createdAt: '2026-11-20T12:00:12.000Z',
      latencyMs: 1_000,
      path: '/plan/flight',
      status: 500,
      outcome: 'failed',
      costUsd: null,
      inputTokens: 100,
      outputTokens: 10,
    });
    const first = await ada.call('GET', `${path}?limit=2`);
    expect([idsOf(first.body.items), first.body.cut]).toEqual([[1, 2].map(idOf), true]);
    const unknown = await ada.call('GET', '/sessions/nothing/timeline');
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'not_found']);
  });
});

describe('users', () => {
  it('add up what they asked for', async () => {
    const { items } = await ask('/users/query', { timeRange });
    expect(items).toEqual([
      {
        id: 'anna',
        firstSeenAt: '2026-11-20T12:00:00.000Z',
        lastSeenAt: '2026-11-20T14:00:00.000Z',
        sessions: 1,
        requests: 5,
        errors: 1,
        costUsd: '1.503',
        unpricedRequests: 1,
        inputTokens: 500,
        outputTokens: 50,
        totalTokens: 550,
      },
      expect.objectContaining({ id: "o'brien", requests: 1, sessions: 1 }),
    ]);
    const claude = await ask('/users/query', { timeRange, filter: 'model:claude' });
    expect(claude.items).toMatchObject([{ id: "o'brien" }]);
  });

  it.each(['lastSeenAt', 'firstSeenAt', 'requests', 'costUsd', 'totalTokens', 'errors', 'sessions'])(
    'are ordered by %s, page by page and both ways',
    async (orderBy) => {
      const page = (direction: string, cursor?: string) =>
        ask('/users/query', { timeRange, orderBy, direction, limit: 1, cursor });
      const walk = async (direction: string) => {
        const first = await page(direction);
        const second = await page(direction, first.nextCursor);
        expect(second.nextCursor).toBeNull();
        return [...idsOf(first.items), ...idsOf(second.items)];
      };
      const down = await walk('desc');
      expect(down.toSorted()).toEqual(['anna', "o'brien"]);
      expect(await walk('asc')).toEqual(down.toReversed());
    },
  );

  it('have models, sessions, latency and a cost over time', async () => {
    const { body } = await ada.call('GET', '/users/anna');
    expect(body).toMatchObject({
      user: { id: 'anna', requests: 5 },
      latency: { averageMs: 1_800 },
      models: [
        { provider: 'openai', model: 'gpt-4o', requests: 4 },
        { model: 'gpt-4o-mini', requests: 1, costUsd: '1.5' },
      ],
      sessions: [{ id: 'trip/1', requests: 4 }],
      intervalSeconds: 300,
    });
    expect(body.overTime).toHaveLength(25);
    expect(body.overTime[0]).toEqual({
      time: '2026-11-20T12:00:00.000Z',
      requests: 4,
      errors: 1,
      costUsd: '0.003',
      totalTokens: 440,
    });
    expect(body.overTime[1]).toMatchObject({ requests: 0, costUsd: '0' });
    expect(body.overTime.at(-1)).toMatchObject({ time: '2026-11-20T14:00:00.000Z', costUsd: '1.5' });

    const within = await ada.call('GET', '/users/anna?from=2026-11-20T13:00:00Z&to=2026-11-21T00:00:00Z');
    expect(within.body.user.requests).toBe(1);
    expect(within.body.ever).toEqual({
      firstSeenAt: '2026-11-20T12:00:00.000Z',
      lastSeenAt: '2026-11-20T14:00:00.000Z',
      requests: 5,
    });
    expect(within.body.overTime).toHaveLength(44);
    const quoted = await ada.call('GET', `/users/${encodeURIComponent("o'brien")}`);
    expect(quoted.body.user.id).toBe("o'brien");
    const never = await ada.call('GET', '/users/anna?from=2027-01-01T00:00:00Z');
    expect([never.status, never.body.error.code]).toEqual([404, 'not_found']);
    const backwards = await ada.call('GET', '/users/anna?from=2027-01-01&to=x');
    expect(backwards.status).toBe(400);
  });
});

describe('properties', () => {
  it('are listed as they are written, with later changes', async () => {
    expect(await ask('/properties/query', { timeRange })).toEqual({
      items: [
        { name: expect.stringMatching(/^plan$/i), requests: 3, values: 2 },
        { name: 'team', requests: 1, values: 1 },
      ],
      cut: false,
    });
    const [pro] = (await ask('/properties/values', { name: 'Plan', timeRange })).items;
    expect(pro).toEqual({
      value: 'pro',
      requests: 2,
      errors: 0,
      costUsd: '0.002',
      unpricedRequests: 0,
      inputTokens: 200,
      outputTokens: 20,
      totalTokens: 220,
      latency: { averageMs: 2_000, p50Ms: expect.any(Number), p95Ms: expect.any(Number) },
      overTime: expect.any(Array),
    });
    expect(pro.overTime).toHaveLength(96);
    expect(pro.overTime.filter(({ requests }: { requests: number }) => requests > 0)).toEqual([
      { time: '2026-11-20T12:00:00.000Z', requests: 2, errors: 0, costUsd: '0.002', totalTokens: 220 },
    ]);

    await ada.call('PUT', `/requests/${idOf(8)}/properties`, { properties: { PLAN: 'pro', Region: 'EU' } });
    await ada.call('PUT', `/requests/${idOf(9)}/properties`, { properties: { team: null } });
    const { items } = await ask('/properties/query', { timeRange });
    expect(items).toEqual([
      { name: expect.stringMatching(/^plan$/i), requests: 3, values: 1 },
      { name: 'Region', requests: 1, values: 1 },
    ]);
    const after = await ask('/properties/values', { name: 'plan', timeRange });
    expect(after.items).toMatchObject([{ value: 'pro', requests: 3 }]);
    expect(Math.max(...after.items[0].overTime.map((point: { requests: number }) => point.requests))).toBe(3);
    expect((await ask('/properties/values', { name: 'region', timeRange })).items).toMatchObject([
      { value: 'EU', requests: 1 },
    ]);
    expect(await ask('/properties/values', { name: 'team', timeRange })).toMatchObject({ items: [] });
    const evil = await ask('/properties/values', { name: "x'] OR 1=1 --", timeRange });
    expect(evil.items).toEqual([]);
  });

  it('tell when there are more values than are listed', async () => {
    const narrow = { name: 'plan', timeRange, limit: 1, filter: 'property.plan:* -user:*' };
    expect((await ask('/properties/values', narrow)).items).toHaveLength(1);
    await ada.call('PUT', `/requests/${idOf(8)}/properties`, { properties: { plan: 'free' } });
    const cut = await ask('/properties/values', narrow);
    expect(cut).toMatchObject({ cut: true, intervalSeconds: 900 });
    const others = cut.others.filter(({ requests }: { requests: number }) => requests > 0);
    expect(others).toMatchObject([{ time: '2026-11-20T12:00:00.000Z', requests: 1 }]);
    const slow = await ask('/properties/values', { ...narrow, orderBy: 'averageLatencyMs' });
    expect(slow.items).toMatchObject([{ value: 'pro' }]);
    expect((await ask('/properties/values', { ...narrow, orderBy: 'costUsd' })).items).toMatchObject([
      { value: 'pro' },
    ]);
  });
});

describe('facets', () => {
  const facetsOf = async (fields: string[], more: Record<string, unknown> = {}) => {
    const { facets } = await ask('/requests/facets', { timeRange, fields, ...more });
    return Object.fromEntries(
      facets.map(({ field, values }: { field: string; values: { value: unknown; requests: number }[] }) => [
        field,
        Object.fromEntries(values.map(({ value, requests }) => [String(value), requests])),
      ]),
    );
  };

  it('count the values of every field that has some', async () => {
    await ada.call('POST', `/requests/${idOf(1)}/feedback`, { rating: 'positive' });
    const fields = ['model', 'provider', 'status', 'outcome', 'user', 'stream', 'cacheHit', 'apiKeyId'];
    const named = fields.map((field) => (field === 'user' ? 'userId' : field));
    expect(await facetsOf([...named, 'feedback', 'property.Plan', 'sessionId'])).toEqual({
      model: { 'gpt-4o': 7, claude: 1, 'gpt-4o-mini': 1 },
      provider: { openai: 8, anthropic: 1 },
      status: { 200: 8, 500: 1 },
      outcome: { success: 8, failed: 1 },
      userId: { anna: 5, "o'brien": 1 },
      stream: { false: 9 },
      cacheHit: { false: 8, true: 1 },
      apiKeyId: { [idOf(999)]: 9 },
      feedback: { positive: 1 },
      'property.Plan': { pro: 2, free: 1 },
      sessionId: { 'trip/1': 4, short: 1 },
    });
  });

  it('follow the filter, but for the field’s own conditions', async () => {
    const filter = 'model:claude provider:anthropic';
    expect(await facetsOf(['model', 'provider', 'userId'], { filter })).toEqual({
      model: { claude: 1 },
      provider: { anthropic: 1 },
      userId: { "o'brien": 1 },
    });
    expect(await facetsOf(['model', 'userId'], { filter: '-model:gpt-4o' })).toEqual({
      model: { 'gpt-4o': 7, claude: 1, 'gpt-4o-mini': 1 },
      userId: { anna: 1, "o'brien": 1 },
    });
  });

  it('tell when they were cut', async () => {
    const { facets } = await ask('/requests/facets', { timeRange, fields: ['model', 'status'], limit: 2 });
    expect(facets).toMatchObject([
      { field: 'model', values: [{ value: 'gpt-4o', requests: 7 }, { requests: 1 }], cut: true },
      { field: 'status', cut: false },
    ]);
  });

  it.each(['latencyMs', 'costUsd', 'id', 'score.x', 'nothing'])('are refused for %s', async (field) => {
    const { status, body } = await ada.call('POST', '/requests/facets', { timeRange, fields: [field] });
    expect([status, body.error.code]).toEqual([400, 'invalid_request']);
  });
});

describe('requests', () => {
  it('are counted by the same filters', async () => {
    expect(await ask('/requests/count', { timeRange })).toEqual({ requests: 9 });
    const { items } = await ask('/requests/query', { timeRange, filter: 'model:gpt-4o' });
    expect(await ask('/requests/count', { timeRange, filter: 'model:gpt-4o' })).toEqual({
      requests: items.length,
    });
    expect((await ada.call('POST', '/requests/count', { timeRange, filter: 'modle:x' })).status).toBe(400);
  });

  it.each([
    ['latencyMs', 'desc'],
    ['latencyMs', 'asc'],
    ['costUsd', 'desc'],
    ['costUsd', 'asc'],
    ['timeToFirstTokenMs', 'desc'],
    ['totalTokens', 'asc'],
    ['status', 'desc'],
    ['createdAt', 'asc'],
  ])('are ordered by %s %s, neither repeating nor skipping over pages', async (orderBy, direction) => {
    const seen: { id: string; costUsd: string | null; latencyMs: number }[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await ask('/requests/query', { timeRange, orderBy, direction, limit: 2, cursor });
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null && seen.length < 20);
    expect(idsOf(seen).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map(idOf));
    if (orderBy === 'costUsd') expect(seen.at(-1)?.costUsd).toBeNull();
    if (orderBy === 'latencyMs') {
      const values = seen.map(({ latencyMs }) => latencyMs);
      expect(values).toEqual(values.toSorted((a, b) => (direction === 'desc' ? b - a : a - b)));
    }
  });

  it('refuse a cursor of another order or list', async () => {
    const byCost = await ask('/requests/query', { timeRange, orderBy: 'costUsd', limit: 1 });
    for (const [path, order] of [
      ['/requests/query', { orderBy: 'costUsd', direction: 'asc' }],
      ['/requests/query', { orderBy: 'latencyMs' }],
      ['/requests/query', {}],
      ['/sessions/query', { orderBy: 'costUsd' }],
      ['/users/query', { orderBy: 'costUsd' }],
    ] as const) {
      const answer = await ada.call('POST', path, { timeRange, ...order, cursor: byCost.nextCursor });
      expect([path, answer.status, answer.body.error.code]).toEqual([path, 400, 'invalid_request']);
    }
  });
});

describe('another organization', () => {
  it('sees its own alone, whatever names are the same', async () => {
    const own = { requests: 1, errors: 0 };
    expect((await ask('/sessions/query', { timeRange }, eve)).items).toMatchObject([
      { id: 'trip/1', ...own },
    ]);
    expect((await ask('/users/query', { timeRange }, eve)).items).toMatchObject([{ id: 'anna', ...own }]);
    const session = await eve.call('GET', `/sessions/${encodeURIComponent('trip/1')}`);
    expect(session.body).toMatchObject({ session: own, items: [{ id: idOf(10) }] });
    const user = await eve.call('GET', '/users/anna');
    expect(user.body).toMatchObject({ user: own, models: [own], sessions: [own] });
    expect((await eve.call('GET', '/sessions/short')).status).toBe(404);
    expect((await ask('/properties/query', { timeRange }, ada)).items).not.toContainEqual(
      expect.objectContaining({ name: 'secret' }),
    );
    expect((await ask('/properties/values', { name: 'plan', timeRange }, eve)).items).toMatchObject([own]);
    const { facets } = await ask('/requests/facets', { timeRange, fields: ['userId', 'property.plan'] }, eve);
    expect(facets).toMatchObject([
      { values: [{ value: 'anna', requests: 1 }] },
      { values: [{ value: 'pro', requests: 1 }] },
    ]);
  });

  it('can not be reached through a filter', async () => {
    const filter = {
      field: 'userId',
      operator: '=',
      value: `x') OR organization_id = '${ada.organizationId}`,
    };
    for (const path of ['/requests/query', '/sessions/query', '/users/query'])
      expect((await ask(path, { timeRange, filter }, eve)).items).toEqual([]);
    const cursor = Buffer.from(
      JSON.stringify(['session_id', 'requests', 'desc', 1, "x') OR 1 = 1 --"]),
    ).toString('base64url');
    const { items } = await ask('/sessions/query', { timeRange, orderBy: 'requests', cursor }, eve);
    expect(items.length).toBeLessThanOrEqual(1);
  });
});
