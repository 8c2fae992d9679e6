import { describe, expect, test } from 'vitest';
import type { MetricSelection } from '@heliograph/contracts/analytics';
import type { Answer, AnswerRow } from './answer.ts';
import { prepareSeries, type SeriesInput } from './prepare-series.ts';

const hour = 3_600_000;
const start = Date.parse('2026-11-20T10:00:00Z');
const requests: MetricSelection = { metric: 'requests', aggregation: 'count' };
const p50: MetricSelection = { metric: 'latency', aggregation: 'p50' };

const row = (at: number, values: AnswerRow['values'], group: AnswerRow['group'] = {}): AnswerRow => ({
  time: start + at * hour,
  group,
  values,
});
const answer = (rows: AnswerRow[]): Answer => ({ interval: 'hour', rows, truncated: false, folded: false });

function prepare(changes: Partial<SeriesInput>) {
  return prepareSeries({
    mark: 'bar',
    metrics: [requests],
    groupBy: [],
    answer: answer([]),
    before: null,
    range: { from: start + hour / 2, to: start + 3 * hour },
    now: start + 3 * hour,
    timeZone: 'UTC',
    keys: new Map(),
    ...changes,
  });
}

describe('one metric', () => {
  const series = prepare({
    answer: answer([row(0, [3]), row(1, [0]), row(2, [5])]),
    before: answer([row(-3, [1]), row(-2, [2])]),
  });

  test('is one series, beside that of the period before, stretch by stretch', () => {
    expect(series.model.series).toMatchObject([{ key: 'm0', label: 'Requests' }]);
    expect(series.model.rows.map(({ values, before }) => [values.m0, before?.m0])).toEqual([
      [3, 1],
      [0, 2],
      [5, 0],
    ]);
    expect(series.model.before?.drawn.map(({ key }) => key)).toEqual(['m0']);
    expect(series.model.whole).toBe(true);
  });

  test('reads as a table with the same values', () => {
    expect(series.sheet.columns.map(({ label }) => label)).toEqual(['Time', 'Requests', 'Period before']);
    expect(series.sheet.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ['Nov 20, 10:00', '3', '1'],
      ['Nov 20, 11:00', '0', '2'],
      ['Nov 20, 12:00', '5', '0'],
    ]);
    expect(series.sheet.rows[0]?.cells[0]?.raw).toBe('2026-11-20T10:00:00.000Z');
  });

  test('stands for the requests of a stretch within the range', () => {
    expect(series.pick(0, 0, null)).toEqual({
      span: { from: start + hour / 2, to: start + hour },
      group: {},
      metric: 'requests',
    });
    expect(series.pick(1, 2, null).span).toEqual({ from: start + hour, to: start + 3 * hour });
  });
});

describe('several metrics', () => {
  test('are named by what tells them apart, and missing values are no zeros', () => {
    const { model } = prepare({
      mark: 'line',
      metrics: [p50, { metric: 'latency', aggregation: 'p95' }],
      answer: answer([row(0, [10, null]), row(1, [null, null]), row(2, [12, 20])]),
      before: answer([row(-3, [9, 9])]),
    });
    expect(model.series.map(({ label }) => label)).toEqual(['P50', 'P95']);
    expect(model.rows.map(({ values }) => values)).toEqual([
      { m0: 10, m1: null },
      { m0: null, m1: null },
      { m0: 12, m1: 20 },
    ]);
    expect([model.stacked, model.dots, model.before?.drawn]).toEqual([false, true, []]);
  });

  test('a whole is stacked without its part', () => {
    const { model } = prepare({
      metrics: [
        { metric: 'input_tokens', aggregation: 'sum' },
        { metric: 'cached_input_tokens', aggregation: 'sum' },
      ],
      answer: answer([row(0, [100, 30])]),
    });
    expect(model.series.map(({ label }) => label)).toEqual([
      'Input tokens, not cached',
      'Cached input tokens',
    ]);
    expect(model.rows[0]?.values).toEqual({ m0: 70, m1: 30 });
  });
});

describe('groups', () => {
  const grouped = prepare({
    groupBy: ['model'],
    answer: answer([
      row(0, [2], { model: 'small' }),
      row(0, [9], { model: '(other)' }),
      row(0, [5], { model: 'large' }),
      row(1, [4], { model: 'large' }),
      row(1, [1], { model: null }),
    ]),
    before: answer([row(-3, [11])]),
  });

  test('come by what they add up to, the rest last; what is missing is 0', () => {
    expect(grouped.model.series.map(({ label }) => label)).toEqual(['large', 'small', 'No model', 'Others']);
    expect(grouped.model.rows[1]?.values).toEqual({ g0: 4, g1: 0, g2: 1, rest: 0 });
  });

  test('stand beside all of the period before', () => {
    expect(grouped.model.before?.drawn.map(({ key }) => key)).toEqual(['whole']);
    expect(grouped.model.rows[0]?.before).toEqual({ whole: 11 });
  });

  test('are picked one by one, and the rest as all but those', () => {
    expect(grouped.pick(0, 0, 'g0').group).toEqual({ model: 'large' });
    expect(grouped.pick(0, 0, 'rest')).toMatchObject({
      group: {},
      except: [{ model: 'large' }, { model: 'small' }, { model: null }],
    });
    expect(grouped.pick(0, 0, null).group).toEqual({});
  });
});

test('nothing, a single point, and stretches that lie ahead', () => {
  expect(prepare({}).model.rows).toEqual([]);
  expect(prepare({ mark: 'line', answer: answer([row(0, [1])]) }).model.dots).toBe(true);
  expect(prepare({ answer: answer([row(0, [1]), row(9, [0])]) }).model.rows).toHaveLength(1);
});

test('thousands of points stay what they are', () => {
  const rows = Array.from({ length: 4_000 }, (_, at) => row(at, [at]));
  const { model, sheet } = prepare({ answer: answer(rows), now: start + 5_000 * hour });
  expect(model.rows).toHaveLength(4_000);
  expect(model.rows.at(-1)?.values.m0).toBe(3_999);
  expect(sheet.rows).toHaveLength(4_000);
});

test('money as text is drawn as a number', () => {
  const { model } = prepare({
    metrics: [{ metric: 'cost', aggregation: 'sum' }],
    answer: answer([row(0, ['0.000012'])]),
  });
  expect(model.rows[0]?.values.m0).toBe(0.000012);
  expect(model.format(0.000012)).toBe('$0.000012');
});
