import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type QueryAnalyticsInput, queryAnalyticsInputSchema } from '@heliograph/contracts/analytics';
import { migratedClickHouse } from '../testing/migrated-clickhouse.ts';
import { type ClickHouseClient, createClickHouseClient } from '../client.ts';
import { insertRequests } from '../testing/insert-rows.ts';
import { ours, sampleRow } from '../testing/sample-row.ts';
import { createAnalyticsDesk } from './analytics-desk.ts';
import { askWithinLimits } from './ask-within-limits.ts';
import { queryAnalytics } from './query-analytics.ts';

const timeRange = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
const count = { metric: 'requests', aggregation: 'count' } as const;
const cost = { metric: 'cost', aggregation: 'sum' } as const;
const users = { metric: 'users', aggregation: 'count_distinct' } as const;

interface Statement {
  query_id?: string;
  query_params?: { queryId?: string };
  clickhouse_settings?: { log_comment?: string };
}

let client: ClickHouseClient;
let address: { url: string; database: string; drop(): Promise<void> };
/** What was asked of ClickHouse, by purpose. */
let asked: string[] = [];
/** Ids of queries, and of those that were to be killed. */
let [begun, killed]: [string[], string[]] = [[], []];
let watched: ClickHouseClient;

beforeAll(async () => {
  address = await migratedClickHouse();
  client = createClickHouseClient(address);
  await insertRequests(client, [sampleRow(1, { user_id: 'anna' }), sampleRow(2)], 'seed');
  watched = new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...input: unknown[]): unknown => {
        const [query] = input as [Statement];
        if (name === 'query') asked.push(String(query.clickhouse_settings?.log_comment));
        if (name === 'query') begun.push(String(query.query_id));
        if (name === 'command') killed.push(String(query.query_params?.queryId));
        return Reflect.apply(value, target, input);
      };
    },
  });
});
afterAll(async () => {
  await client.close();
  await address.drop();
});

const call = (question: Partial<QueryAnalyticsInput>, signal?: AbortSignal) => ({
  organizationId: ours,
  question: queryAnalyticsInputSchema.parse({ timeRange, metrics: [count], ...question }),
  signal,
});
const limits = { atOnce: 2, mostWaiting: 10, gatherMs: 1 };

it('questions that come together and differ in their metrics alone are one query', async () => {
  asked = [];
  const desk = createAnalyticsDesk(watched, limits);
  const questions = [
    { metrics: [count] },
    { metrics: [cost, count] },
    { metrics: [users] },
    { metrics: [count], interval: 'hour' },
    { metrics: [count], groupBy: ['user'] },
    { metrics: [count], groupBy: ['user'], limit: 1 },
  ] as Partial<QueryAnalyticsInput>[];
  const answers = await Promise.all(questions.map((question) => desk.ask(call(question))));
  for (const [at, question] of questions.entries()) {
    const alone = await queryAnalytics(client, call(question));
    expect(answers[at]?.rows).toEqual(alone.rows);
  }
  const byPurpose = (purpose: string) => asked.filter((comment) => comment.endsWith(purpose)).length;
  expect([
    byPurpose('analytics.periods'),
    byPurpose('analytics.totals'),
    byPurpose('analytics.groups'),
  ]).toEqual([1, 2, 2]);
});

it('who leaves is answered no more, and the others are', async () => {
  const desk = createAnalyticsDesk(client, limits);
  const leaver = new AbortController();
  const left = desk.ask(call({}, leaver.signal));
  const stays = desk.ask(call({ metrics: [cost] }));
  leaver.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  expect((await stays).rows).toHaveLength(1);
  await expect(desk.ask(call({}, leaver.signal))).rejects.toThrow('gone');
});

it('a query ends when nobody waits for it', async () => {
  const leaver = new AbortController();
  const marker = `forgotten ${address.database}`;
  [begun, killed] = [[], []];
  const slow = askWithinLimits(watched, {
    purpose: 'test',
    query: `SELECT count() AS n, '${marker}' AS marker FROM numbers(1e12) WHERE sipHash64(number) = 1`,
    parameters: {},
    signal: leaver.signal,
  });
  const running = async () => {
    const result = await client.query({
      query: `SELECT count() AS n FROM system.processes
        WHERE position(query, '${marker}') > 0 AND position(query, 'system.processes') = 0`,
      format: 'JSONEachRow',
    });
    return Number((await result.json<{ n: string }>())[0]?.n);
  };
  await vi.waitUntil(async () => (await running()) === 1, { timeout: 10_000 });
  leaver.abort();
  await expect(slow).rejects.toThrow();
  await vi.waitUntil(async () => (await running()) === 0, { timeout: 10_000 });
  // A server is told which one it was.
  expect(killed).toEqual(begun);
});

it.each([
  ['memory', 'SELECT groupArray(toString(number)) AS a FROM numbers(1e8)'],
  ['rows', 'SELECT number FROM numbers(60000)'],
])('a query that takes too much %s is refused with what to do', async (_, query) => {
  const answer = askWithinLimits(client, { purpose: 'test', query, parameters: {} });
  await expect(answer).rejects.toMatchObject({ code: 'too_wide', status: 422 });
  await expect(answer).rejects.toThrow(/Narrow the range/);
});

it('a query that takes too long is refused, too', async () => {
  const answer = askWithinLimits(client, {
    purpose: 'test',
    query: 'SELECT count() AS n FROM numbers(1e12) WHERE sipHash64(number) = 1',
    parameters: {},
    settings: { max_execution_time: 1 },
  });
  await expect(answer).rejects.toMatchObject({ code: 'too_wide' });
});

it('figures of a whole range are read with its days, where these measure as much', async () => {
  asked = [];
  const desk = createAnalyticsDesk(watched, limits);
  const lastMonth = { from: '2026-10-22T08:30:00Z', to: '2026-11-21T08:30:00Z' };
  const p95 = { metric: 'latency', aggregation: 'p95' } as const;
  const perMinute = { metric: 'requests', aggregation: 'per_minute' } as const;
  const none = { timeRange: { from: '2026-01-01T00:00:00Z', to: '2026-01-09T00:00:00Z' } };
  const questions = [
    { timeRange: lastMonth, metrics: [users, cost] },
    { timeRange: lastMonth, metrics: [perMinute] },
    { timeRange: lastMonth, metrics: [cost, count, users], interval: 'day', timezone: 'UTC' },
    // What is measured by no day is read by itself.
    { timeRange: lastMonth, metrics: [p95], filter: 'status:200' },
    { timeRange: lastMonth, metrics: [count], filter: 'status:200', interval: 'day' },
    // And of nothing there is one row, too.
    { ...none, metrics: [count, cost] },
    { ...none, metrics: [count, cost], interval: 'day', fillGaps: false },
  ] as Partial<QueryAnalyticsInput>[];
  const answers = await Promise.all(questions.map((question) => desk.ask(call(question))));
  for (const [at, question] of questions.entries()) {
    const alone = await queryAnalytics(client, call(question));
    expect(answers[at]).toEqual(alone);
  }
  expect(answers[0]?.rows[0]?.values.slice(0, 1)).toEqual([1]);
  expect(asked.filter((comment) => comment.endsWith('analytics.totals'))).toHaveLength(4);
});
