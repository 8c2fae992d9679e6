import { describe, expect, test } from 'vitest';
import type { MetricSelection } from '@heliograph/contracts/analytics';
import { tileSchema } from '@heliograph/contracts/dashboard-tile';
import type { PageQuery } from '../query/tile-questions.ts';
import type { Answer, AnswerRow } from './answer.ts';
import { drawSpark } from './draw-spark.ts';
import { prepareTile } from './prepare-tile.ts';

const page: PageQuery = {
  timeRange: { from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T13:00:00.000Z' },
  before: { from: '2026-11-20T07:00:00.000Z', to: '2026-11-20T10:00:00.000Z' },
  filter: '',
  interval: 'auto',
  by: null,
  timeZone: 'UTC',
};
const now = Date.parse(page.timeRange.to);
const at = (hour: number) => Date.parse(`2026-11-20T${hour}:00:00Z`);
const answer = (rows: AnswerRow[], interval: Answer['interval'] = 'none'): Answer => ({
  ...{ interval, rows },
  truncated: false,
  folded: false,
});
const whole = (values: AnswerRow['values']): Answer => answer([{ time: null, group: {}, values }]);

const count: MetricSelection = { metric: 'requests', aggregation: 'count' };
function prepare(
  tile: Record<string, unknown>,
  answers: Partial<Parameters<typeof prepareTile>[2]>,
  by: string | null = null,
) {
  const parsed = tileSchema.parse({ id: 'x', metrics: [count], layout: { x: 0, y: 0, w: 6, h: 6 }, ...tile });
  const none = { main: answer([]), totals: null, mainBefore: null, totalsBefore: null };
  return prepareTile(
    parsed,
    { ...page, by },
    { ...none, ...answers },
    { keys: new Map([['k1', 'Production']]), now },
  );
}

describe('a number', () => {
  test('has its course, the period before and the change', () => {
    const prepared = prepare(
      { chart: 'number' },
      {
        main: answer(
          [10, 11, 12].map((hour) => ({ time: at(hour), group: {}, values: [hour] })),
          'hour',
        ),
        totals: whole([12_345]),
        totalsBefore: whole([10_000]),
      },
    );
    expect(prepared?.chart).toMatchObject({
      kind: 'number',
      headline: { text: '12.3k', full: '12,345', before: '10,000', change: { text: '+23 %' } },
      sheet: { rows: [{}, {}, {}] },
    });
    expect(prepared?.chart.kind === 'number' && prepared.chart.spark?.line).toMatch(/^M0 .+L50 .+L100 1.5$/);
  });

  test('without a value is a dash', () => {
    const prepared = prepare({ chart: 'number' }, { totals: whole([null]), totalsBefore: whole([3]) });
    expect(prepared?.chart).toMatchObject({ headline: { text: '—', change: null }, spark: null });
  });
});

describe('a table', () => {
  const rows: AnswerRow[] = [
    { time: null, group: { key: '(other)' }, values: [99, '0.5'] },
    { time: null, group: { key: 'k2aaaaaaaa' }, values: [1, null] },
    { time: null, group: { key: 'k1' }, values: [3, '0.000000000012'] },
  ];
  const metrics = [count, { metric: 'cost', aggregation: 'sum' }];
  test('is ordered by its metric, missing values and all others last; files keep every digit', () => {
    const prepared = prepare({ chart: 'table', metrics, groupBy: ['key'] }, { main: answer(rows) });
    const cells = prepared?.chart.sheet.rows.map((row) => row.cells.map(({ text }) => text));
    expect(cells).toEqual([
      ['Production', '3', '$0.000000000012'],
      ['k2aaaaaa', '1', '—'],
      ['Others', '99', '$0.5'],
    ]);
    expect(prepared?.chart.sheet.rows[0]?.cells[2]?.raw).toBe('0.000000000012');
    expect(prepared?.chart.sheet.rows[0]?.cells[1]?.share).toBe(1);
    expect(prepared?.chart.sheet.rows[2]?.pick).toMatchObject({
      except: [{ key: 'k1' }, { key: 'k2aaaaaaaa' }],
    });
  });

  test('of groups that nobody has says so', () => {
    const prepared = prepare(
      { chart: 'table', groupBy: ['user'] },
      { main: answer([{ time: null, group: { user: null }, values: [5] }]) },
    );
    expect(prepared?.empty).toEqual({ text: 'No request of this period has a user', isQuiet: true });
  });
});

describe('a histogram', () => {
  test('has every class from the first to the last, and picks by their ends', () => {
    const prepared = prepare(
      { chart: 'histogram', groupBy: ['latency_bucket'] },
      {
        main: answer([
          { time: null, group: { latency_bucket: '1000' }, values: [4] },
          { time: null, group: { latency_bucket: '630' }, values: [2] },
          { time: null, group: { latency_bucket: '10' }, values: [0] },
        ]),
      },
    );
    if (prepared?.chart.kind !== 'histogram') throw new Error('no histogram');
    expect(prepared.chart.model.rows.map(({ at: lower, values }) => [lower, values.value])).toEqual([
      [630, 2],
      [800, 0],
      [1000, 4],
    ]);
    expect(prepared.chart.sheet.rows[0]?.cells[0]?.text).toBe('630 ms – 800 ms');
    expect(prepared.chart.pick(0, 1, null).group).toEqual({ latency_bucket: '630..1000' });
  });
});

describe('a heat map', () => {
  test('has a column for every stretch of time, and the darkest where most is', () => {
    const cell = (hour: number, bucket: string, value: number) => ({
      time: at(hour),
      group: { latency_bucket: bucket },
      values: [value],
    });
    const prepared = prepare(
      { chart: 'heatmap', groupBy: ['latency_bucket'] },
      { main: answer([cell(10, '100', 1), cell(12, '125', 100)], 'hour') },
    );
    if (prepared?.chart.kind !== 'heatmap') throw new Error('no heat map');
    const { times, classes, cells } = prepared.chart;
    expect(times.map(({ tick }) => tick)).toEqual(['10:00', '11:00', '12:00']);
    expect(classes.map(({ label }) => label)).toEqual(['125 ms – 160 ms', '100 ms – 125 ms']);
    expect(cells.map((line) => line.map(({ level }) => level))).toEqual([
      [0, 0, 4],
      [1, 0, 0],
    ]);
    expect(prepared.chart.pick(0, 1, 2)).toMatchObject({
      span: { from: at(11), to: now },
      group: { latency_bucket: '125..160' },
    });
  });
});

describe('nothing to draw', () => {
  const over = (values: AnswerRow['values']) => answer([{ time: at(10), group: {}, values }], 'hour');
  test.each([
    [count, [0], 'No requests in this period'],
    [{ metric: 'errors', aggregation: 'count' }, [0], 'No errors in this period'],
    [{ metric: 'errors', aggregation: 'rate' }, [null], 'No requests in this period'],
    [{ metric: 'ttft', aggregation: 'p50' }, [null], 'No streamed answers in this period'],
    [{ metric: 'saved', aggregation: 'sum' }, ['0'], 'The cache saved nothing in this period'],
  ] as const)('of %o with %o', (metric, values, text) => {
    expect(prepare({ chart: 'line', metrics: [metric] }, { main: over(values) })?.empty?.text).toBe(text);
  });

  test('but a rate of 0 is drawn', () => {
    const metrics = [{ metric: 'errors', aggregation: 'rate' }];
    const prepared = prepare({ chart: 'line', metrics }, { main: over([0]) });
    expect(prepared?.empty).toBeNull();
    expect(prepared?.chart).toMatchObject({ model: { reach: 1 } });
  });
});

test('several metrics that the page splits show one, and say which', () => {
  const metrics = ['p50', 'p95', 'p99'].map((aggregation) => ({ metric: 'latency', aggregation }));
  const prepared = prepare(
    { chart: 'line', metrics },
    { main: answer([{ time: at(10), group: { model: 'a' }, values: [7] }], 'hour') },
    'model',
  );
  expect(prepared?.notes).toEqual(['P95 latency alone, as it is split by model.']);
});

test('a spark is drawn from 0, over gaps, and not of a single value', () => {
  expect(drawSpark([0, null, 10])).toEqual({ line: 'M0 28.5L100 1.5', area: 'M0 28.5L100 1.5L100 30L0 30Z' });
  expect(drawSpark([null, 3, null])).toBeNull();
  expect(drawSpark([0, 0])?.line).toBe('M0 28.5L100 28.5');
});
