import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type AnalyticsResult,
  type QueryAnalyticsInput,
  queryAnalyticsInputSchema,
} from '@heliograph/contracts/analytics';
import { migratedClickHouse } from '../testing/migrated-clickhouse.ts';
import { queryAnalytics } from '../analytics/query-analytics.ts';
import { changeCosts } from '../change-costs.ts';
import { type ClickHouseClient, createClickHouseClient } from '../client.ts';
import { costToColumns } from '../cost-columns.ts';
import { purgeDeleted } from '../purge-deleted.ts';
import { deleteRequests } from '../request-deletions-table.ts';
import { insertPropertyChanges, insertPropertyChangesOfMany } from '../request-properties-table.ts';
import type { RequestRow } from '../requests-table.ts';
import { insertRequests } from '../testing/insert-rows.ts';
import { ours, priced, sampleRow } from '../testing/sample-row.ts';
import { toTimestamp } from '../timestamp.ts';
import { rollUp } from './roll-up.ts';
import { noteOffsets } from './rollup-offsets.ts';
import { sweepRollups } from './sweep-rollups.ts';

const theirs = '019aa2b4-0000-7000-8000-00000000000b';
const HOUR = 3_600_000;
const begin = Date.parse('2026-11-17T00:00:00.000Z');
const timeRange = { from: '2026-11-16T22:00:00Z', to: '2026-11-20T03:20:00Z' };

let client: ClickHouseClient;
let address: { url: string; database: string; drop(): Promise<void> };
let random: () => number;

beforeEach(async () => {
  address = await migratedClickHouse();
  client = createClickHouseClient(address);
});
afterEach(async () => {
  await client.close();
  await address.drop();
});

/** Numbers in [0, 1), always the same ones (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const below = (count: number) => Math.floor(random() * count);
const oneOf = <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0];

let stored: { id: string; createdAt: string }[] = [];
let made = 0;

/** A request at a random time of three days. */
function randomRow(): RequestRow {
  made += 1;
  const status = oneOf([200, 200, 200, 429, 500, 0]);
  const isHit = random() < 0.2;
  const features = { feature: oneOf(['search', 'chat', 'a "quoted" one', '']) };
  const row = sampleRow(made, {
    organization_id: random() < 0.9 ? ours : theirs,
    created_at: toTimestamp(begin + below(72 * HOUR)),
    model: oneOf(['gpt-4o', 'o3', '']),
    provider: oneOf(['openai', 'azure']),
    status,
    outcome: status === 200 ? 'success' : status === 0 ? 'cancelled' : 'failed',
    error_code: status === 500 ? 'upstream_timeout' : '',
    rate_limit_source: status === 429 ? oneOf(['gateway', 'provider']) : '',
    prompt_id: oneOf(['', 'greet', 'plan']),
    prompt_version: oneOf(['', '3', '4']),
    user_id: oneOf(['', 'anna', 'bert', `user-${below(30)}`]),
    session_id: oneOf(['', `session-${below(40)}`]),
    api_key_id: `019aa2b4-0000-7000-8000-00000000099${below(3)}`,
    cache_hit: isHit,
    saved: isHit ? `0.00000000${1 + below(999)}` : null,
    cost_total: random() < 0.1 ? null : `${below(3)}.${String(below(1e9)).padStart(12, '0')}`,
    latency_ms: Math.round(random() * 5_000_000) / 1_000,
    time_to_first_token_ms: random() < 0.5 ? null : Math.round(random() * 900_000) / 1_000,
    output_tokens: below(2_000),
    properties:
      random() < 0.3 ? {} : { ...features, ...(random() < 0.5 && { plan: oneOf(['pro', 'free']) }) },
  });
  if (row.organization_id === ours) stored.push({ id: row.id, createdAt: row.created_at });
  return row;
}

const some = (count: number) =>
  Array.from({ length: count }, () => stored[below(stored.length)] ?? { id: '', createdAt: '' });
const now = { settleMs: 0 };

/** What can happen to requests and rollups, in any order. */
const happenings: Record<string, () => Promise<unknown>> = {
  insert: () => insertRequests(client, Array.from({ length: 1 + below(60) }, randomRow), randomUUID()),
  async insertTwice() {
    const [rows, token] = [Array.from({ length: 20 }, randomRow), randomUUID()];
    await insertRequests(client, rows, token);
    if (random() < 0.5) await rollUp(client, now);
    await insertRequests(client, rows, token);
  },
  remove: () => deleteRequests(client, { organizationId: ours, ids: some(5).map(({ id }) => id) }),
  async purge() {
    await purgeDeleted(client);
  },
  async reprice() {
    const changes = [...new Map(some(6).map((row) => [row.id, row])).values()].map(({ id, createdAt }) => ({
      ...{ id, createdAt },
      cost: costToColumns({ ...priced, total: `${below(9)}.000000000007`, saved: null }),
    }));
    await changeCosts(client, { name: `t${below(1e9)}`, organizationId: ours, changes });
  },
  changeProperty: () =>
    insertPropertyChanges(client, {
      organizationId: ours,
      id: some(1)[0]?.id ?? '',
      properties: { Feature: oneOf([null, 'moved', 'search']) },
    }),
  changeProperties: () =>
    insertPropertyChangesOfMany(client, {
      target: {
        ...{ organizationId: ours, from: new Date(begin), to: new Date(begin + 8 * HOUR) },
        filter: { field: 'model', operator: '=', value: 'o3' },
      },
      properties: { plan: oneOf(['pro', 'team']) },
    }),
  // New York's days begin at five, Kolkata's at no hour of UTC.
  noteOffsets: () => noteOffsets(client, { organizationId: ours, offsets: [5, 11] }),
  rollUp: () => rollUp(client, now),
  twoWorkers: () => Promise.all([rollUp(client, now), rollUp(client, now)]),
  /** A worker that dies: what it wrote, and didn't say to be whole, has to count for nothing. */
  crash: () =>
    rollUp(dyingClient(client, 1 + below(8)), now).then(
      () => undefined,
      () => undefined,
    ),
};

/** A client whose process ends before the n-th statement that writes. */
function dyingClient(alive: ClickHouseClient, writes: number): ClickHouseClient {
  let left = writes;
  return new Proxy(alive, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== 'command' || typeof value !== 'function') {
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      }
      return (...input: unknown[]): unknown => {
        left -= 1;
        if (left < 0) return Promise.reject(new Error('The worker is gone'));
        return Reflect.apply(value, target, input);
      };
    },
  });
}

const exact = [
  { metric: 'requests', aggregation: 'count' },
  { metric: 'errors', aggregation: 'count' },
  { metric: 'cost', aggregation: 'sum' },
  { metric: 'cost', aggregation: 'avg' },
  { metric: 'unpriced', aggregation: 'count' },
  { metric: 'saved', aggregation: 'sum' },
  { metric: 'cache_hits', aggregation: 'count' },
  { metric: 'rate_limited', aggregation: 'count' },
  { metric: 'total_tokens', aggregation: 'sum' },
  { metric: 'cached_input_tokens', aggregation: 'sum' },
  { metric: 'latency', aggregation: 'max' },
  { metric: 'ttft', aggregation: 'max' },
] as const;
const distinct = [
  { metric: 'users', aggregation: 'count_distinct' },
  { metric: 'sessions', aggregation: 'count_distinct' },
  { metric: 'requests', aggregation: 'count' },
] as const;

/** Every kind of rollup, with and without time, filters and zones. */
const questions: Omit<QueryAnalyticsInput, 'timeRange'>[] = [
  { metrics: [...exact] },
  { metrics: [...distinct], interval: 'day' },
  { metrics: [...exact], interval: 'day', timezone: 'Asia/Kolkata' },
  { metrics: [...exact], interval: 'hour', filter: 'status:>=400' },
  { metrics: [...exact], groupBy: ['model', 'status_class'], limit: 3 },
  { metrics: [...exact], groupBy: ['error'], filter: 'cached:false' },
  { metrics: [...exact], groupBy: ['key'], interval: 'day', timezone: 'America/New_York' },
  { metrics: [...exact], groupBy: ['prompt', 'prompt_version'], limit: 4 },
  { metrics: [...exact], groupBy: ['user'], orderBy: { metric: 2 }, limit: 4 },
  { metrics: [...exact], groupBy: ['user'], interval: 'week', filter: 'user:*', limit: 2 },
  { metrics: distinct.slice(0, 1), interval: 'day', filter: 'user:a*,b*' },
  { metrics: [...exact], groupBy: ['session'], limit: 5 },
  { metrics: [...exact], groupBy: ['feature'] },
  { metrics: [...exact], groupBy: ['property.Plan'], interval: 'day' },
  { metrics: [...exact], filter: 'property.feature:search,moved' },
  { metrics: [{ metric: 'requests', aggregation: 'count' }], groupBy: ['latency_bucket'], interval: 'day' },
  { metrics: [{ metric: 'requests', aggregation: 'count' }], groupBy: ['ttft_bucket'], filter: 'model:o3' },
];

async function ask(question: (typeof questions)[number], rollups: boolean): Promise<AnalyticsResult> {
  const parsed = queryAnalyticsInputSchema.parse({ timeRange, ...question });
  return queryAnalytics(client, { organizationId: ours, question: parsed, rollups });
}

async function compareAll(): Promise<AnalyticsResult[]> {
  const answers: AnalyticsResult[] = [];
  for (const question of questions) {
    const [rolled, raw] = await Promise.all([ask(question, true), ask(question, false)]);
    expect({ question, rows: rolled.rows, truncated: rolled.truncated }).toEqual({
      question,
      rows: raw.rows,
      truncated: raw.truncated,
    });
    answers.push(rolled);
  }
  return answers;
}

describe('rollups', () => {
  it.each([1])(
    'answer as the requests do, whatever happens to those (%i)',
    async (seed) => {
      random = seeded(seed);
      [stored, made] = [[], 0];
      await happenings['insert']?.();
      const names = Object.keys(happenings) as [string, ...string[]];
      // Each of them once, in any order, and some again.
      const log = [...names, oneOf(names), oneOf(names), oneOf(names), oneOf(names)]
        .map((name) => ({ name, at: random() }))
        .sort((left, right) => left.at - right.at)
        .map(({ name }) => name);
      for (const [n, name] of log.entries()) {
        await happenings[name]?.();
        if (n % 7 === 6) await compareAll();
      }
      while (!(await rollUp(client, now)).complete);
      const answers = await compareAll();
      expect([log, answers.map(({ source }) => source)]).toEqual([
        log,
        [
          'total',
          'total',
          'total',
          'model',
          'model',
          'model',
          'key',
          'prompt',
          'user',
          'user',
          'user',
          'session',
        ].concat(['property', 'property', 'property', 'total', 'model']),
      ]);
      // All that is left to read are the parts of hours at the ends of the range, and at midnight in Kolkata.
      expect(answers.map(({ rawHours }) => rawHours < 4.5)).toEqual(answers.map(() => true));
    },
    120_000,
  );

  it('keep what was replaced, or never finished, only for a while', async () => {
    random = seeded(7);
    [stored, made] = [[], 0];
    const versions = async () => {
      const result = await client.query({
        query: "SELECT uniqExact(version) AS n FROM request_rollups WHERE kind = 'total'",
        format: 'JSONEachRow',
      });
      return Number((await result.json<{ n: string }>())[0]?.n);
    };
    await insertRequests(client, Array.from({ length: 60 }, randomRow), 'seed');
    await rollUp(client, now);
    const rolledUp = await versions();
    await expect(rollUp(dyingClient(client, 0), now)).resolves.toMatchObject({ complete: true });
    await deleteRequests(client, { organizationId: ours, ids: some(3).map(({ id }) => id) });
    await expect(rollUp(dyingClient(client, 3), now)).rejects.toThrow('gone');
    await rollUp(client, now);
    expect(await versions()).toBeGreaterThan(rolledUp);
    expect(await sweepRollups(client)).toBe(0);
    expect(await sweepRollups(client, { graceMs: 0 })).toBeGreaterThan(0);
    await vi.waitUntil(async () => (await versions()) <= rolledUp, { timeout: 20_000 });
    await compareAll();
    expect(await sweepRollups(client, { graceMs: 0 })).toBe(0);
  });

  it('are made of the days of a zone that somebody asked for', async () => {
    random = seeded(11);
    [stored, made] = [[], 0];
    await insertRequests(client, Array.from({ length: 80 }, randomRow), 'seed');
    await rollUp(client, now);
    const days = async () => {
      const result = await client.query({
        query: `SELECT DISTINCT organization_id = '${ours}' AS is_ours, toString(start) AS day FROM rollup_periods
          WHERE grain = 'day' AND toHour(start) != 0 ORDER BY day`,
        format: 'JSONEachRow',
      });
      return (await result.json<{ is_ours: number; day: string }>()).map((row) => [row.is_ours, row.day]);
    };
    expect(await days()).toEqual([]);
    await noteOffsets(client, { organizationId: ours, offsets: [5] });
    await rollUp(client, now);
    expect(await days()).toEqual(['16', '17', '18', '19'].map((day) => [1, `2026-11-${day} 05:00:00`]));
    await compareAll();
    const [changed] = some(1);
    await deleteRequests(client, { organizationId: ours, ids: [changed?.id ?? ''] });
    await compareAll();
    expect(await rollUp(client, now)).toMatchObject({ hours: 1, days: 2 });
    await compareAll();
  });

  it('say that values of a property are in (other) where an hour has more than 10,000', async () => {
    await client.command({
      query: `INSERT INTO requests (organization_id, created_at, id, outcome, cost_total, properties)
        SELECT '${ours}', toDateTime64('2026-11-17 10:00:00', 3, 'UTC') + number / 10, generateUUIDv4(), 'success',
          toDecimal64(number, 12), map('trace', toString(intDiv(number, 2)), 'plan', 'pro')
        FROM numbers(20100) SETTINGS max_threads = 1`,
    });
    while (!(await rollUp(client, now)).complete);
    const byTrace = { metrics: [...exact], groupBy: ['property.trace' as const], limit: 3 };
    const [rolled, raw] = await Promise.all([ask(byTrace, true), ask(byTrace, false)]);
    expect(rolled).toMatchObject({ source: 'property', folded: true, truncated: true });
    expect(raw).toMatchObject({ source: 'raw', folded: false, truncated: true });
    expect(rolled.rows.map(({ values }) => values[0])).toEqual([2, 2, 2, 20_094]);
    const costs = (rows: AnalyticsResult['rows']) =>
      rows.reduce((sum, { values }) => sum + Number(values[2]), 0);
    expect(costs(rolled.rows)).toBe(costs(raw.rows));
    // One that the rollup may have put into (other) is looked for among the requests.
    const one = { metrics: [...exact], filter: 'property.trace:10049' };
    const found = await ask(one, true);
    expect(found).toMatchObject({ folded: false });
    expect(found.rows[0]?.values.slice(0, 3)).toEqual([2, 0, '40197']);
    const other = await ask({ metrics: [...exact], groupBy: ['property.plan'] }, true);
    expect(other).toMatchObject({
      source: 'property',
      folded: false,
      rows: [{ group: { 'property.plan': 'pro' } }],
    });
  });

  it('are made of hours that have ended and settled alone', async () => {
    random = seeded(9);
    [stored, made] = [[], 0];
    const row = sampleRow(1, { created_at: toTimestamp(Date.now()) });
    await insertRequests(client, [row, ...Array.from({ length: 5 }, randomRow)], 'now');
    expect(await rollUp(client)).toEqual({ hours: 0, days: 0, complete: true });
    const result = await rollUp(client, now);
    expect(result.hours).toBeGreaterThan(0);
    expect(result.hours).toBeLessThanOrEqual(6);
    expect(await rollUp(client, now)).toEqual({ hours: 0, days: 0, complete: true });
  });
});
