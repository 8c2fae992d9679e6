import { expect, it } from 'vitest';
import type { SqlResult } from '@heliograph/contracts/sql';
import { fitsChart, prepareChart, suggestChart } from './prepare-chart.ts';

const result = (columns: [string, string][], rows: unknown[][]): SqlResult => ({
  columns: columns.map(([name, type]) => ({ name, type })),
  rows,
  truncated: false,
  statistics: { elapsedMs: 1, rowsRead: 1, bytesRead: 1 },
});
const daily = result(
  [
    ['day', 'Date'],
    ['model', 'LowCardinality(String)'],
    ['cost', 'Decimal(38, 12)'],
    ['n', 'UInt64'],
  ],
  [
    ['2026-11-21', 'o3', '0.5', 2],
    ['2026-11-20', 'o3', '2.5', 1],
    ['2026-11-20', 'gpt-4o', null, 4],
    ['2026-11-20', 'o3', '1', 1],
  ],
);

it('suggests lines over time with a series for a text, bars for texts, and nothing without numbers', () => {
  expect(suggestChart(daily)).toEqual({ kind: 'line', x: 'day', y: ['cost'], series: 'model' });
  expect(
    suggestChart(
      result(
        [
          ['model', 'String'],
          ['n', 'UInt64'],
        ],
        [],
      ),
    ),
  ).toEqual({
    kind: 'bar',
    x: 'model',
    y: ['n'],
    series: null,
  });
  expect(suggestChart(result([['n', 'UInt64']], []))).toBeNull();
  expect(suggestChart(result([['model', 'String']], []))).toBeNull();
});

it('stands in the order of time, adds up what meets in one place, and knows no value from 0', () => {
  const { series, points } = prepareChart(daily, { kind: 'line', x: 'day', y: ['cost'], series: 'model' });
  expect(series.map(({ label }) => label)).toEqual(['o3', 'gpt-4o']);
  expect(points).toEqual([
    { x: '2026-11-20', values: { '2 o3': 3.5 } },
    { x: '2026-11-21', values: { '2 o3': 0.5 } },
  ]);
});

it('draws several columns, and names both where there are series', () => {
  const plain = prepareChart(daily, { kind: 'bar', x: 'model', y: ['cost', 'n', 'gone'], series: null });
  expect(plain.series.map(({ label }) => label)).toEqual(['cost', 'n']);
  expect(plain.points.map(({ x }) => x)).toEqual(['o3', 'gpt-4o']);
  const both = prepareChart(daily, { kind: 'bar', x: 'day', y: ['cost', 'n'], series: 'model' });
  expect(both.series.map(({ label }) => label).toSorted()).toEqual([
    'gpt-4o · cost',
    'gpt-4o · n',
    'o3 · cost',
    'o3 · n',
  ]);
});

it('says what it leaves out', () => {
  const rows = Array.from({ length: 8 }, (_, at) => ['2026-11-20', `m${at}`, at]);
  const many = result(
    [
      ['day', 'Date'],
      ['model', 'String'],
      ['n', 'UInt64'],
    ],
    rows,
  );
  const chart = prepareChart(many, { kind: 'line', x: 'day', y: ['n'], series: 'model' });
  expect(chart.series.map(({ label }) => label)).toEqual(['m7', 'm6', 'm5', 'm4', 'm3', 'm2']);
  expect(chart.leftOut).toBe('Without 2 smaller series.');
});

it('knows whether a result has its columns', () => {
  expect(fitsChart(daily, { kind: 'bar', x: 'day', y: ['gone', 'n'], series: null })).toBe(true);
  expect(fitsChart(daily, { kind: 'bar', x: 'day', y: ['gone'], series: null })).toBe(false);
  expect(fitsChart(daily, { kind: 'bar', x: 'day', y: ['n'], series: 'gone' })).toBe(false);
});
