import { v7 as uuidv7 } from 'uuid';
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

const idOf = (number: number) => `019aa2b4-0000-7000-8000-${String(number).padStart(12, '0')}`;

beforeAll(async () => {
  api = await openApi();
  [ada, eve] = await Promise.all([api.signUp(), api.signUp()]);
  const row = (number: number, second: number, part: Record<string, unknown>) =>
    requestRow(ada.organizationId, {
      id: idOf(number),
      created_at: `2026-11-20 12:00:0${second}.000`,
      latency_ms: 1_500,
      model: 'gpt-4o',
      input_tokens: 100,
      output_tokens: 10,
      cost_total: '0.001',
      ...part,
    });
  await insertRequestRows(api.context, [
    row(1, 1, { user_id: 'anna', properties: { plan: 'pro' }, property_names: { plan: 'Plan' } }),
    row(2, 2, { user_id: 'anna', session_id: 's-1', session_name: 'Trip', latency_ms: 500 }),
    row(3, 3, { user_id: 'bert', status: 500, outcome: 'failed', cost_total: null }),
    { ...row(4, 4, { user_id: 'anna', session_id: 's-1' }), organization_id: eve.organizationId },
  ]);
});
afterAll(() => api.close());

const call = (method: string, path: string, body?: unknown, tenant = ada) =>
  api.send(api.context.handleHelicone, method, path, tenant.key, body);
const idsBy = async (body: Record<string, unknown>, tenant = ada) => {
  const answer = await call('POST', '/v1/request/query-clickhouse', body, tenant);
  expect([answer.status, answer.body.error]).toEqual([200, null]);
  return answer.body.data.map(({ request_id }: { request_id: string }) => request_id);
};

describe('requests', () => {
  it.each(['/v1/request/query', '/v1/request/query-clickhouse'])('are listed by %s', async (path) => {
    const filter = {
      left: { request_response_rmt: { user_id: { equals: 'anna' } } },
      operator: 'and',
      right: {
        left: { properties: { plan: { equals: 'pro' } } },
        operator: 'and',
        right: { request_response_rmt: { request_created_at: { gte: '2026-11-20T00:00:00Z' } } },
      },
    };
    const { status, body } = await call('POST', path, { filter, limit: 10, sort: { created_at: 'desc' } });
    expect(status).toBe(200);
    expect(body).toEqual({
      data: [
        expect.objectContaining({
          request_id: idOf(1),
          request_created_at: '2026-11-20T12:00:01.000Z',
          response_created_at: '2026-11-20T12:00:02.500Z',
          request_user_id: 'anna',
          request_properties: { Plan: 'pro' },
          request_body: { model: 'gpt-4o', messages: [] },
          response_body: { choices: [] },
          response_status: 200,
          provider: 'OPENAI',
          delay_ms: 1_500,
          prompt_tokens: 100,
          completion_tokens: 10,
          total_tokens: 110,
          costUSD: 0.001,
          feedback_rating: null,
          scores: {},
        }),
      ],
      error: null,
    });
  });

  it('are ordered, paged, and told apart by what was said of them', async () => {
    expect(await idsBy({ filter: 'all' })).toEqual([3, 2, 1].map(idOf));
    expect(await idsBy({ filter: {}, sort: { created_at: 'asc' }, limit: 1, offset: 1 })).toEqual([idOf(2)]);
    expect(await idsBy({ filter: 'all', sort: { latency: 'asc' }, limit: 1 })).toEqual([idOf(2)]);
    expect(await idsBy({ filter: { response: { status: { gte: 500 } } } })).toEqual([idOf(3)]);
    expect(await idsBy({ filter: 'all', isCached: true })).toEqual([]);

    expect(await call('POST', `/v1/request/${idOf(2)}/feedback`, { rating: true })).toEqual({
      status: 200,
      body: { data: null, error: null },
    });
    const scores = { scores: { accuracy: 92, grounded: true } };
    expect((await call('POST', `/v1/request/${idOf(2)}/score`, scores)).body).toEqual({
      data: null,
      error: null,
    });
    expect(
      (await call('PUT', `/v1/request/${idOf(2)}/property`, { key: 'Plan', value: 'free' })).status,
    ).toBe(200);
    expect(await idsBy({ filter: { feedback: { rating: { equals: true } } } })).toEqual([idOf(2)]);
    expect(await idsBy({ filter: { request_response_rmt: { scores: { accuracy: { gt: '90' } } } } })).toEqual(
      [idOf(2)],
    );
    expect(await idsBy({ filter: { properties: { plan: { equals: 'free' } } } })).toEqual([idOf(2)]);
    expect(await idsBy({ filter: 'all', isScored: true })).toEqual([idOf(2)]);
    expect(await idsBy({ filter: 'all', isScored: false })).toEqual([3, 1].map(idOf));
    const { body } = await call('GET', `/v1/request/${idOf(2)}?includeBody=true`);
    expect(body).toMatchObject({
      error: null,
      data: {
        request_id: idOf(2),
        feedback_rating: true,
        scores: { accuracy: 92, grounded: 1 },
        properties: { Plan: 'free' },
        request_body: { model: 'gpt-4o' },
      },
    });
  });

  it('take feedback before their row has arrived', async () => {
    const answer = await call('POST', `/v1/request/${uuidv7()}/feedback`, { rating: false });
    expect([answer.status, answer.body]).toEqual([200, { data: null, error: null }]);
  });
});

describe('groups', () => {
  it('are the sessions', async () => {
    const body = {
      search: 'TRI',
      timeFilter: {
        startTimeUnixMs: Date.parse('2026-11-20T00:00:00Z'),
        endTimeUnixMs: Date.parse('2026-11-21T00:00:00Z'),
      },
      timezoneDifference: 0,
      filter: 'all',
    };
    expect((await call('POST', '/v1/session/query', body)).body).toEqual({
      data: [
        {
          created_at: '2026-11-20T12:00:02.000Z',
          latest_request_created_at: '2026-11-20T12:00:02.000Z',
          session_id: 's-1',
          session_name: 'Trip',
          total_cost: 0.001,
          total_requests: 1,
          prompt_tokens: 100,
          completion_tokens: 10,
          total_tokens: 110,
          avg_latency: 500,
        },
      ],
      error: null,
    });
    for (const more of [{ search: 'nothing' }, { search: '', nameEquals: 'tri' }])
      expect((await call('POST', '/v1/session/query', { ...body, ...more })).body.data).toEqual([]);
  });

  it('are the users and the properties', async () => {
    const anna = { user_id: 'anna', count: 2, prompt_tokens: 200, completion_tokens: 20, cost: 0.002 };
    expect((await call('POST', '/v1/user/query', { userIds: ['anna'] })).body.data).toEqual([anna]);
    expect((await call('POST', '/v1/user/query', {})).body.data).toHaveLength(2);
    const day = [Date.parse('2026-11-20T00:00:00Z'), Date.parse('2026-11-21T00:00:00Z')] as const;
    for (const unit of [1, 1000]) {
      const timeFilter = { startTimeUnixSeconds: day[0] / unit, endTimeUnixSeconds: day[1] / unit };
      expect((await call('POST', '/v1/user/query', { userIds: ['anna'], timeFilter })).body.data).toEqual([
        anna,
      ]);
    }
    const { body } = await call('POST', '/v1/property/query', {});
    expect(body).toEqual({ data: [{ property: 'Plan' }], error: null });
  });
});

describe('what is refused', () => {
  it.each<[string, string, unknown, number]>([
    ['POST', '/v1/request/query', { filter: { request_response_rmt: { nothing: { equals: 1 } } } }, 400],
    ['POST', '/v1/request/query', { filter: 'all', sort: { random: true } }, 400],
    ['POST', '/v1/request/query', { filter: 'all', limit: 100_000 }, 400],
    ['POST', '/v1/request/query', '{"filter":', 400],
    ['POST', `/v1/request/${idOf(1)}/feedback`, { rating: 'good' }, 400],
    ['POST', `/v1/request/${idOf(1)}/score`, { scores: {} }, 400],
    ['PUT', `/v1/request/${idOf(1)}/property`, { key: '', value: 'x' }, 400],
    ['GET', '/v1/request/nothing', undefined, 404],
    ['GET', `/v1/request/${idOf(77)}`, undefined, 404],
    ['POST', '/v1/nothing', {}, 404],
    ['GET', '/v1/user/query', undefined, 405],
  ])('%s %s %o is answered in their shape', async (method, path, body, status) => {
    const answer = await call(method, path, body);
    expect([answer.status, answer.body.data]).toEqual([status, null]);
    expect(answer.body.error).toEqual(expect.stringMatching(/\S/));
  });

  it('is everybody without a key, people with a session among them', async () => {
    for (const headers of [{}, ada.cookie, { authorization: `Bearer sk-helicone-${'x'.repeat(43)}` }]) {
      const answer = await api.send(api.context.handleHelicone, 'POST', '/v1/property/query', headers, {});
      expect([answer.status, answer.body.data]).toEqual([401, null]);
    }
  });
});

describe('another organization', () => {
  it('reads and changes its own alone, through every route', async () => {
    expect(await idsBy({ filter: 'all' }, eve)).toEqual([idOf(4)]);
    const evil = { request_response_rmt: { user_id: { equals: "x') OR ('1'='1" } } };
    expect(await idsBy({ filter: evil }, eve)).toEqual([]);
    for (const [method, path, body] of [
      ['GET', `/v1/request/${idOf(1)}`],
      ['POST', `/v1/request/${idOf(1)}/feedback`, { rating: false }],
      ['POST', `/v1/request/${idOf(1)}/score`, { scores: { a: 1 } }],
      ['PUT', `/v1/request/${idOf(1)}/property`, { key: 'plan', value: 'stolen' }],
    ] as const) {
      expect([path, (await call(method, path, body, eve)).status]).toEqual([path, 404]);
    }
    expect((await call('GET', `/v1/request/${idOf(1)}`)).body.data).toMatchObject({
      properties: { Plan: 'pro' },
      feedback_rating: null,
      scores: {},
    });
    const timeFilter = { startTimeUnixMs: 0, endTimeUnixMs: Date.parse('2027-01-01') };
    const sessions = await call('POST', '/v1/session/query', { timeFilter, filter: 'all' }, eve);
    expect(sessions.body.data).toMatchObject([{ session_id: 's-1', session_name: '', total_requests: 1 }]);
    expect((await call('POST', '/v1/user/query', {}, eve)).body.data).toMatchObject([
      { user_id: 'anna', count: 1 },
    ]);
    expect((await call('POST', '/v1/property/query', {}, eve)).body.data).toEqual([]);
  });
});
