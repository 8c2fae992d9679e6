import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type QueryAnalyticsInput, queryAnalyticsInputSchema } from '@heliograph/contracts/analytics';
import { analyticsMetrics, type MetricName } from '@heliograph/contracts/analytics-metrics';
import { migratedClickHouse } from '../testing/migrated-clickhouse.ts';
import { type ClickHouseClient, createClickHouseClient } from '../client.ts';
import { deleteRequests } from '../request-deletions-table.ts';
import { insertPropertyChanges } from '../request-properties-table.ts';
import { insertRequests } from '../testing/insert-rows.ts';
import { idOf, ours, sampleRow } from '../testing/sample-row.ts';
import { queryAnalytics } from './query-analytics.ts';

const theirs = '019aa2b4-0000-7000-8000-00000000000b';
const timeRange = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };

let client: ClickHouseClient;
let address: { url: string; database: string; drop(): Promise<void> };

beforeAll(async () => {
  address = await migratedClickHouse();
  client = createClickHouseClient(address);
  const at = (time: string) => `2026-11-20 ${time}.000`;
  const feature = (value: string) => ({
    properties: { feature: value },
    property_names: { feature: 'Feature' },
  });
  await insertRequests(
    client,
    [
      sampleRow(1, { created_at: at('10:05:00'), user_id: 'anna', session_id: 's-1', ...feature('search') }),
      sampleRow(2, { created_at: at('10:55:00'), user_id: 'anna', latency_ms: 100, ...feature('search') }),
      sampleRow(3, {
        ...{ created_at: at('12:00:00'), user_id: 'bert', session_id: 's-2', model: 'o3', status: 429 },
        ...{ outcome: 'failed', cost_total: null, rate_limit_source: 'provider', ...feature('chat') },
      }),
      sampleRow(4, {
        ...{ created_at: at('23:59:59'), model: 'claude', cost_total: '0', cache_hit: true, saved: '0.25' },
        ...{ time_to_first_token_ms: 40, latency_ms: 140, stream: true },
      }),
      sampleRow(5, { created_at: at('12:00:01'), model: 'o3', cost_total: '2.5', latency_ms: 1_000 }),
      sampleRow(6, { created_at: at('12:00:02'), user_id: 'gone', cost_total: '1000' }),
      sampleRow(7, { created_at: at('12:00:02'), organization_id: theirs, user_id: 'eve' }),
    ],
    'seed',
  );
  await deleteRequests(client, { organizationId: ours, ids: [idOf(6)] });
});
afterAll(async () => {
  await client.close();
  await address.drop();
});

function ask(question: Omit<QueryAnalyticsInput, 'timeRange'> & { timeRange?: typeof timeRange }) {
  const parsed = queryAnalyticsInputSchema.parse({ timeRange, ...question });
  return queryAnalytics(client, { organizationId: ours, question: parsed });
}
const count = { metric: 'requests', aggregation: 'count' } as const;
const cost = { metric: 'cost', aggregation: 'sum' } as const;

describe('metrics', () => {
  it('are those of the requests in the range, without deleted ones and those of others', async () => {
    const every = (Object.keys(analyticsMetrics) as MetricName[]).flatMap((metric) =>
      analyticsMetrics[metric].aggregations.map((aggregation) => ({ metric, aggregation })),
    );
    const found: Record<string, unknown> = {};
    for (let from = 0; from < every.length; from += 12) {
      const metrics = every.slice(from, from + 12);
      const { rows } = await ask({ metrics });
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ time: null, group: {} });
      for (const [n, { metric, aggregation }] of metrics.entries())
        found[`${metric} ${aggregation}`] = rows[0]?.values[n];
    }
    expect(found).toMatchObject({
      'requests count': 5,
      'requests per_minute': 0.003,
      'errors count': 1,
      'errors rate': 0.2,
      'cost sum': '2.50001575',
      'cost avg': '0.6250039375',
      'cost p99': expect.stringMatching(/^2\.\d+$|^2$/),
      'latency avg': 572.938,
      'latency max': 1_000,
      'latency p50': expect.any(Number),
      'ttft avg': 40,
      'ttft max': 40,
      'ttft p95': 40,
      'input_tokens sum': 75,
      'cached_input_tokens sum': 25,
      'output_tokens avg': 10,
      'reasoning_tokens sum': 15,
      'total_tokens sum': 125,
      'total_tokens avg': 25,
      'tokens_per_second avg': 100,
      'tokens_per_second p50': 100,
      'users count_distinct': 2,
      'sessions count_distinct': 2,
      'cache_hits rate': 0.2,
      'saved sum': '0.25',
      'rate_limited count': 1,
      'unpriced count': 1,
    });
  });

  it('of no requests are zero, or nothing where zero would say something', async () => {
    const nowhere = { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' };
    const { rows } = await ask({
      timeRange: nowhere,
      metrics: [
        count,
        cost,
        { metric: 'errors', aggregation: 'rate' },
        { metric: 'cost', aggregation: 'avg' },
        { metric: 'latency', aggregation: 'p95' },
        { metric: 'latency', aggregation: 'max' },
        { metric: 'ttft', aggregation: 'max' },
      ],
    });
    expect(rows).toEqual([{ time: null, group: {}, values: [0, '0', null, null, null, null, null] }]);
    expect((await ask({ timeRange: nowhere, metrics: [count], groupBy: ['model'] })).rows).toEqual([]);
  });

  it('answer a filter of the explorer', async () => {
    const { rows } = await ask({ metrics: [count], filter: 'model:o3 status:429' });
    expect(rows[0]?.values).toEqual([1]);
  });
});

describe('over time', () => {
  it('every stretch has a row, and the first one counts from where the range begins', async () => {
    const { rows, interval } = await ask({
      timeRange: { from: '2026-11-20T10:30:00Z', to: '2026-11-20T13:00:00Z' },
      interval: 'auto',
      metrics: [count],
    });
    expect(interval).toBe('minute');
    expect(rows).toHaveLength(150);
    const hours = await ask({
      timeRange: { from: '2026-11-20T10:30:00Z', to: '2026-11-20T13:00:00Z' },
      interval: 'hour',
      metrics: [count, { metric: 'requests', aggregation: 'per_minute' }],
    });
    expect(hours.rows).toEqual([
      { time: '2026-11-20T10:00:00.000Z', group: {}, values: [1, 0.033] },
      { time: '2026-11-20T11:00:00.000Z', group: {}, values: [0, 0] },
      { time: '2026-11-20T12:00:00.000Z', group: {}, values: [2, 0.033] },
    ]);
    const found = await ask({ interval: 'hour', metrics: [count], fillGaps: false });
    expect(found.rows.map(({ values }) => values)).toEqual([[2], [2], [1]]);
  });

  it('days are those of the time zone', async () => {
    const kolkata = { from: '2026-11-19T18:30:00Z', to: '2026-11-21T18:30:00Z' };
    const { rows } = await ask({
      timeRange: kolkata,
      interval: 'day',
      timezone: 'Asia/Kolkata',
      metrics: [count],
    });
    expect(rows).toEqual([
      { time: '2026-11-19T18:30:00.000Z', group: {}, values: [4] },
      { time: '2026-11-20T18:30:00.000Z', group: {}, values: [1] },
    ]);
  });

  it('more stretches than anyone reads are refused', async () => {
    const year = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
    const asked = ask({ timeRange: year, interval: 'minute', metrics: [count] });
    await expect(asked).rejects.toMatchObject({ code: 'too_wide', status: 422 });
  });
});

describe('groups', () => {
  it('come in the order asked for, and the rest is one', async () => {
    const question = { metrics: [cost, count], groupBy: ['model' as const] };
    expect(await ask({ ...question })).toMatchObject({
      truncated: false,
      rows: [
        { group: { model: 'o3' }, values: ['2.5', 2] },
        { group: { model: 'gpt-4o-mini-2024-07-18' }, values: ['0.00001575', 2] },
        { group: { model: 'claude' }, values: ['0', 1] },
      ],
    });
    expect(await ask({ ...question, limit: 1 })).toMatchObject({
      truncated: true,
      rows: [
        { group: { model: 'o3' }, values: ['2.5', 2] },
        { group: { model: '(other)' }, values: ['0.00001575', 3] },
      ],
    });
    const ascending = await ask({ ...question, limit: 1, orderBy: { metric: 0, direction: 'asc' } });
    expect(ascending.rows[0]?.group).toEqual({ model: 'claude' });
    expect(ascending.rows[1]).toMatchObject({ group: { model: '(other)' }, values: ['2.50001575', 4] });
  });

  it('have a line each over time, in the order of the whole range', async () => {
    const { rows } = await ask({
      timeRange: { from: '2026-11-20T10:00:00Z', to: '2026-11-20T13:00:00Z' },
      interval: 'hour',
      metrics: [count, { metric: 'latency', aggregation: 'max' }],
      groupBy: ['model'],
      orderBy: { metric: 1 },
      limit: 1,
    });
    expect(rows.map(({ group, values }) => [group['model'], ...values])).toEqual([
      ['o3', 0, null],
      ['(other)', 2, 812.345],
      ['o3', 0, null],
      ['(other)', 0, null],
      ['o3', 2, 1_000],
      ['(other)', 0, null],
    ]);
  });

  it('of which there are few are in the order of the whole range, too', async () => {
    const question = {
      timeRange: { from: '2026-11-20T12:00:00Z', to: '2026-11-21T00:00:00Z' },
      ...{ interval: 'day' as const, metrics: [{ metric: 'cost', aggregation: 'avg' } as const, count] },
    };
    const classes = async (more: Partial<QueryAnalyticsInput>) =>
      (await ask({ ...question, groupBy: ['status_class'], ...more })).rows.map(({ group, values }) => [
        group['status_class'],
        ...values,
      ]);
    expect(await classes({})).toEqual([
      ['2xx', '1.25', 2],
      ['4xx', null, 1],
    ]);
    expect(await classes({ orderBy: { metric: 1, direction: 'asc' } })).toEqual([
      ['4xx', null, 1],
      ['2xx', '1.25', 2],
    ]);
    expect(await classes({ orderBy: { metric: 1 }, limit: 1 })).toEqual([
      ['2xx', '1.25', 2],
      ['(other)', null, 1],
    ]);
  });

  it('may be of two fields, and null where requests have no value', async () => {
    const { rows } = await ask({ metrics: [count], groupBy: ['user', 'status_class'], limit: 2 });
    expect(rows.map(({ group, values }) => [group['user'], group['status_class'], ...values])).toEqual([
      [null, '2xx', 2],
      ['anna', '2xx', 2],
      ['(other)', '(other)', 1],
    ]);
  });

  it('of a property are of the requests that have it, as it is now', async () => {
    const question = { metrics: [count], groupBy: ['property.Feature' as const, 'model' as const] };
    const pairs = async () =>
      (await ask(question)).rows.map(({ group, values }) => [...Object.values(group), ...values]);
    expect(await pairs()).toEqual([
      ['search', 'gpt-4o-mini-2024-07-18', 2],
      ['chat', 'o3', 1],
    ]);
    await insertPropertyChanges(client, {
      organizationId: ours,
      id: idOf(1),
      properties: { feature: 'chat' },
    });
    await insertPropertyChanges(client, {
      organizationId: ours,
      id: idOf(2),
      properties: { FEATURE: null },
    });
    await insertPropertyChanges(client, {
      organizationId: ours,
      id: idOf(5),
      properties: { Feature: 'chat' },
    });
    expect(await pairs()).toEqual([
      ['chat', 'o3', 2],
      ['chat', 'gpt-4o-mini-2024-07-18', 1],
    ]);
    const short = await ask({ metrics: [count], groupBy: ['feature'] });
    expect(short.rows.map(({ group }) => group)).toEqual([{ feature: 'chat' }]);
  });

  it('of latency are buckets, named by their lower end', async () => {
    const { rows } = await ask({ metrics: [count], groupBy: ['latency_bucket'] });
    expect(rows.map(({ group, values }) => [group['latency_bucket'], ...values])).toEqual([
      ['800', 2],
      ['100', 1],
      ['1000', 1],
      ['125', 1],
    ]);
    const first = await ask({ metrics: [count], groupBy: ['ttft_bucket'] });
    expect(first.rows).toMatchObject([{ group: { ttft_bucket: '40' }, values: [1] }]);
  });

  it.each(['key', 'status', 'outcome', 'error', 'cached', 'name', 'session', 'provider'] as const)(
    'add up to all requests: %s',
    async (field) => {
      const { rows } = await ask({ metrics: [count], groupBy: [field] });
      expect(rows.reduce((sum, { values }) => sum + Number(values[0]), 0)).toBe(5);
    },
  );
});
