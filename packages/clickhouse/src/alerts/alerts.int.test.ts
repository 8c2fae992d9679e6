import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AlertMetric, aggregationsOf, alertMetricNames } from '@heliograph/contracts/alert-metrics';
import { migratedClickHouse } from '../testing/migrated-clickhouse.ts';
import { type ClickHouseClient, createClickHouseClient } from '../client.ts';
import { insertRequests } from '../testing/insert-rows.ts';
import { noon, ours, sampleRow } from '../testing/sample-row.ts';
import { toTimestamp } from '../timestamp.ts';
import { readSeries } from './read-series.ts';
import { readWindows } from './read-windows.ts';

const MINUTE = 60_000;
let client: ClickHouseClient;
let drop: () => Promise<void>;

/** `minute` after noon: ten requests a minute of one user, a failed and slow one each minute of another. */
beforeAll(async () => {
  const database = await migratedClickHouse();
  drop = database.drop;
  client = createClickHouseClient(database);
  const rows = [];
  let id = 0;
  for (let minute = 0; minute < 60; minute++) {
    for (let call = 0; call < 10; call++) {
      const created_at = toTimestamp(noon + minute * MINUTE + call * 1_000);
      rows.push(
        sampleRow(id++, {
          created_at,
          user_id: 'ada',
          latency_ms: 100,
          cost_total: '0.01',
          properties: { team: 'red' },
        }),
      );
    }
    if (minute % 2 === 0) {
      const created_at = toTimestamp(noon + minute * MINUTE + 30_000);
      const failed = { status: 500, outcome: 'failed', cost_total: null } as const;
      rows.push(sampleRow(id++, { created_at, user_id: 'bob', latency_ms: 9_000, ...failed }));
    }
  }
  await insertRequests(client, rows, 'alerts');
});
afterAll(async () => {
  await client.close();
  await drop();
});

const metric = (name: AlertMetric['metric'], aggregation: AlertMetric['aggregation']): AlertMetric => ({
  metric: name,
  aggregation,
});
const base = { organizationId: ours, filter: null, groupBy: [], mostGroups: 10 };
const range = (from: number, to: number) => ({ from: noon + from * MINUTE, to: noon + to * MINUTE });

describe('readWindows', () => {
  it('answers several metrics of several ranges at once', async () => {
    const { groups } = await readWindows(client, {
      ...base,
      metrics: [
        metric('cost', 'sum'),
        metric('errors', 'rate'),
        metric('latency', 'p95'),
        metric('requests', 'per_minute'),
      ],
      ranges: [range(10, 20), range(0, 2), range(70, 80)],
    });
    expect(groups).toHaveLength(1);
    const [first, second, third] = groups[0]?.ranges ?? [];
    expect(first?.requests).toBe(105);
    expect(first?.values[0]).toBeCloseTo(1, 9);
    expect(first?.values[1]).toBeCloseTo(5 / 105, 9);
    expect(first?.values[3]).toBeCloseTo(10.5, 9);
    expect(second?.requests).toBe(21);
    expect(third).toBeNull();
  });

  it('tells groups apart, those with most requests first, and says what it left out', async () => {
    const question = { ...base, metrics: [metric('cost', 'sum')], ranges: [range(0, 10)] };
    const { groups } = await readWindows(client, { ...question, groupBy: ['user', 'property.Team'] });
    expect(groups.map(({ group, ranges }) => [group, ranges[0]?.requests, ranges[0]?.values])).toEqual([
      [['ada', 'red'], 100, [1]],
      [['bob', ''], 5, [0]],
    ]);
    const first = await readWindows(client, { ...question, groupBy: ['user'], mostGroups: 1 });
    expect(first).toMatchObject({ truncated: true, groups: [{ group: ['ada'] }] });
  });

  it('reads every metric that a rule may have, with and without requests', async () => {
    const metrics = alertMetricNames.flatMap((name) =>
      aggregationsOf(name).map((aggregation) => metric(name, aggregation)),
    );
    const filter = { field: 'userId', operator: '=', value: 'ada' } as const;
    const { groups } = await readWindows(client, { ...base, filter, metrics, ranges: [range(0, 10)] });
    expect(groups[0]?.ranges[0]?.values).toHaveLength(metrics.length);
    const nothing = await readWindows(client, { ...base, metrics, ranges: [range(90, 91)] });
    expect(nothing.groups.map(({ ranges }) => ranges)).toEqual([]);
  });

  it('names a field that can not be filtered so', async () => {
    const filter = { field: 'latencyMs', operator: '=', value: 'slow' } as const;
    await expect(
      readWindows(client, { ...base, filter, metrics: [metric('cost', 'sum')], ranges: [range(0, 1)] }),
    ).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('readSeries', () => {
  const whole = { ...base, from: noon - 10 * MINUTE, to: noon + 70 * MINUTE };

  it('rolls windows on step by step, empty ones included, exactly as windows are read', async () => {
    const { series } = await readSeries(client, {
      ...{ ...whole, metric: metric('errors', 'rate') },
      ...{ stepMs: 5 * MINUTE, windowSteps: 2 },
    });
    const points = series[0]?.points ?? [];
    expect(points).toHaveLength(16);
    expect(points[0]).toEqual({ time: noon - 5 * MINUTE, value: null, requests: 0 });
    for (const { time, value, requests } of points) {
      const read = await readWindows(client, {
        ...{ ...base, metrics: [metric('errors', 'rate')] },
        ranges: [{ from: time - 10 * MINUTE, to: time }],
      });
      const window = read.groups[0]?.ranges[0];
      expect(requests).toBe(window?.requests ?? 0);
      expect(value).toBe(window?.values[0] ?? null);
    }
  });

  it.each([
    ['latency', 'p95'],
    ['latency', 'max'],
    ['cost', 'sum'],
    ['cost', 'avg'],
    ['users', 'count_distinct'],
    ['tokens_per_second', 'p50'],
    ['ttft', 'p95'],
  ] as const)('knows the %s %s of each group', async (name, aggregation) => {
    const { series, groupCount } = await readSeries(client, {
      ...{ ...whole, metric: metric(name, aggregation), groupBy: ['user'] },
      ...{ stepMs: MINUTE, windowSteps: 5 },
    });
    expect(groupCount).toBe(2);
    expect(series.map(({ group }) => group).sort()).toEqual([['ada'], ['bob']]);
    for (const { points } of series) expect(points).toHaveLength(80);
    const ada = series
      .find(({ group }) => group[0] === 'ada')
      ?.points.find(({ time }) => time === noon + 20 * MINUTE);
    expect(ada?.requests).toBe(50);
    const expected = {
      'latency p95': 100,
      'latency max': 100,
      'cost sum': 0.5,
      'cost avg': 0.01,
      'users count_distinct': 1,
    };
    const known = expected[`${name} ${aggregation}` as keyof typeof expected];
    if (known !== undefined) expect(ada?.value).toBeCloseTo(known, 6);
  });
});
