import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type ApiUnderTest,
  insertRequestRows,
  openApi,
  requestRow,
  type Tenant,
} from '../testing/open-api.ts';

let server: ApiUnderTest;
let ours: Tenant;

const timeRange = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };

beforeAll(async () => {
  server = await openApi();
  ours = await server.signUp();
  const theirs = await server.signUp();
  const row = (number: number, facts: Record<string, unknown>, organizationId = ours.organizationId) =>
    requestRow(organizationId, {
      id: `019aa2b4-0000-7000-8000-${String(number).padStart(12, '0')}`,
      ...facts,
    });
  const gpt = { model: 'gpt-4o', input_tokens: 1_000_000, output_tokens: 100_000 };
  const batch = { ...gpt, provider: 'mistral', model: 'batched', service_tier: 'batch' };
  const o3 = { model: 'o3', provider: 'azure' };
  await insertRequestRows(server.context, [
    row(1, { ...gpt, user_id: 'anna', cost_total: '3.5', properties: { feature: 'search' } }),
    row(2, { ...gpt, user_id: 'bert', cost_total: '3.5', properties: { feature: 'chat' } }),
    row(3, { ...gpt, user_id: 'bert', cost_total: '0', cache_hit: true, saved: '3.5' }),
    row(4, { ...o3, user_id: '', cost_total: '0.125', properties: { feature: 'chat' } }),
    row(5, { ...o3, user_id: 'anna', cost_total: null }),
    row(6, { ...gpt, user_id: 'eve', cost_total: '99' }, theirs.organizationId),
    row(7, { ...batch, cost_total: '1.75' }),
    row(8, { ...batch, cost_total: null }),
    row(9, { ...batch, cost_total: '0', free: true }),
  ]);
});
afterAll(() => server.close());

/** What the explorer's requests with this filter cost together. */
async function costOf(filter: unknown): Promise<number> {
  const { body } = await ours.call('POST', '/requests/query', { timeRange, filter, limit: 100 });
  return body.items.reduce(
    (sum: number, { costUsd }: { costUsd: string | null }) => sum + Number(costUsd ?? 0),
    0,
  );
}

it.each([
  ['model', 'model'],
  ['provider', 'provider'],
  ['user', 'userId'],
  ['key', 'apiKeyId'],
  ['property.feature', 'property.feature'],
])('by %s is what the explorer’s requests cost', async (group, field) => {
  const metrics = [{ metric: 'cost', aggregation: 'sum' }];
  const { body } = await ours.call('POST', '/analytics/query', { timeRange, metrics, groupBy: [group] });
  expect(body.rows.length).toBeGreaterThan(0);
  for (const { group: groups, values } of body.rows) {
    const value = groups[group];
    const filter =
      value === null ? { field, operator: 'exists', value: false } : { field, operator: '=', value };
    expect(Number(values[0] ?? 0), `${group} ${value}`).toBeCloseTo(await costOf(filter), 10);
  }
});

it('by two dimensions is what the explorer’s requests with both cost', async () => {
  const metrics = [{ metric: 'cost', aggregation: 'sum' }];
  const question = { timeRange, metrics, groupBy: ['model', 'user'], limit: 1000 };
  const { body } = await ours.call('POST', '/analytics/query', question);
  expect(body.rows).toHaveLength(5);
  for (const { group, values } of body.rows) {
    const user =
      group.user === null
        ? { field: 'userId', operator: 'exists', value: false }
        : { field: 'userId', operator: '=', value: group.user };
    const filter = { and: [{ field: 'model', operator: '=', value: group.model }, user] };
    expect(Number(values[0] ?? 0)).toBeCloseTo(await costOf(filter), 10);
  }
});

it('with other models prices the usage that was paid for, cheapest first', async () => {
  const answer = await ours.call('POST', '/cost/compare', { timeRange, provider: 'openai', model: 'gpt-4o' });
  expect(answer).toMatchObject({ status: 200, body: { requests: 2, unpriced: 0 } });
  const { costUsd, alternatives } = answer.body;
  expect(Number(costUsd)).toBe(7);
  const costs = alternatives.map((alternative: { costUsd: string }) => Number(alternative.costUsd));
  expect(costs.length).toBeGreaterThan(3);
  expect(costs).toEqual(costs.toSorted((a: number, b: number) => a - b));
  // 2 million input tokens at $0.15 and 200,000 output tokens at $0.60: OpenAI's price of gpt-4o-mini.
  const mini = alternatives.find(({ model }: { model: string }) => model === 'gpt-4o-mini');
  expect(mini?.costUsd).toBe('0.42');
  expect(alternatives.map(({ model }: { model: string }) => model)).not.toContain('gpt-4o');
});

it('prices by class of service, by long prompts and by the organization’s own prices, as requests are', async () => {
  const asked = { timeRange, provider: 'mistral', model: 'batched', among: 'openai' };
  const compare = async () => {
    const { body } = await ours.call('POST', '/cost/compare', asked);
    const costOf = (name: string) =>
      body.alternatives.find(({ model }: { model: string }) => model === name) ?? null;
    return { body, costOf };
  };
  const { body, costOf } = await compare();
  expect(body).toMatchObject({ requests: 3, unpriced: 1, costUsd: '1.75' });
  // A million input tokens at $0.075 and 100,000 output tokens at $0.30: OpenAI's price of gpt-4o-mini for batches.
  expect(costOf('gpt-4o-mini')).toMatchObject({ costUsd: '0.105', pricedAsStandard: false });

  const price = { provider: 'openai', model: 'house-model', prices: { input: '0.01', output: '0.01' } };
  expect(await ours.call('POST', '/prices', price)).toMatchObject({ status: 201 });
  const own = await compare();
  expect(own.body.alternatives[0]).toMatchObject({ model: 'house-model', costUsd: '0.011' });
  expect(own.body.alternatives[0].priceRows[0]).toMatch(/^custom:/);
});

it('says what a cache would have saved: all but the first of identical requests of a stretch of time', async () => {
  const other = await server.signUp();
  const paid = (number: number, at: string, facts: Record<string, unknown>) =>
    requestRow(other.organizationId, {
      id: `019aa2b4-0000-7000-8000-${String(number).padStart(12, '0')}`,
      created_at: `2026-11-20 ${at}.000`,
      ...{ model: 'gpt-4o', cost_total: '0.5', request_hash: 'aaaaaaaaaaaaaaaa', ...facts },
    });
  await insertRequestRows(server.context, [
    paid(101, '10:00:00', { cost_total: '0.75' }),
    paid(102, '10:30:00', { request_preview: 'Say hello' }),
    paid(103, '11:30:00', {}),
    // None of these would have been answered, or has been paid.
    paid(104, '10:40:00', { status: 500, outcome: 'failed' }),
    paid(105, '10:40:00', { cost_total: '0', cache_hit: true }),
    paid(106, '10:40:00', { cost_total: '0', free: true }),
    paid(107, '10:40:00', { request_hash: 'bbbbbbbbbbbbbbbb' }),
    paid(108, '10:41:00', { request_hash: '' }),
    paid(109, '10:42:00', { request_hash: '' }),
    { ...paid(110, '10:50:00', {}), organization_id: ours.organizationId },
  ]);
  const ask = async (keptFor: string) =>
    (await other.call('POST', '/cost/repeats', { timeRange, keptFor })).body;
  expect(await ask('day')).toMatchObject({
    ...{ requests: 6, comparable: 4, repeated: 2, costUsd: '3.25', savedUsd: '1' },
    items: [
      {
        ...{
          hash: 'aaaaaaaaaaaaaaaa',
          model: 'gpt-4o',
          times: 3,
          repeated: 2,
          costUsd: '1.75',
          savedUsd: '1',
        },
        lastId: '019aa2b4-0000-7000-8000-000000000103',
      },
    ],
  });
  // The one of 11:30 is then the first of its hour.
  expect(await ask('hour')).toMatchObject({ repeated: 1, savedUsd: '0.5', items: [{ times: 2 }] });
  const filter = { field: 'requestHash', operator: '=', value: 'bbbbbbbbbbbbbbbb' };
  const { body } = await other.call('POST', '/requests/query', { timeRange, filter });
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['019aa2b4-0000-7000-8000-000000000107']);
});

it('has nothing to compare where nothing was used', async () => {
  const { body } = await ours.call('POST', '/cost/compare', {
    timeRange,
    provider: 'openai',
    model: 'nobody',
  });
  expect(body).toMatchObject({ requests: 0, costUsd: '0', alternatives: [] });
});
