import { expect, it } from 'vitest';
import type { SqlResult } from '@heliograph/contracts/sql';
import { columnWidths, isNumeric, isTime, sortRows, toCsv, toTsv } from './prepare-result.ts';

const statistics = { elapsedMs: 1, rowsRead: 1, bytesRead: 1 };
const result = (columns: SqlResult['columns'], rows: unknown[][]): SqlResult => ({
  ...{ columns, rows, statistics },
  truncated: false,
});
const column = (name: string, type: string) => ({ name, type });

it('knows numbers and times by their types', () => {
  expect(
    ['UInt64', 'Nullable(Decimal(38, 12))', 'LowCardinality(Float64)', 'String', 'Array(UInt8)'].map((type) =>
      isNumeric(column('a', type)),
    ),
  ).toEqual([true, true, true, false, false]);
  expect(
    ["DateTime64(3, 'UTC')", 'Nullable(Date)', 'String'].map((type) => isTime(column('a', type))),
  ).toEqual([true, true, false]);
});

it('sorts numbers as numbers, decimals as text too, and what has no value last either way', () => {
  const costs = result([column('cost', 'Nullable(Decimal(38, 12))')], [['10.5'], [null], ['9'], ['9']]);
  expect(sortRows(costs, { column: 0, direction: 'asc' })).toEqual([2, 3, 0, 1]);
  expect(sortRows(costs, { column: 0, direction: 'desc' })).toEqual([0, 2, 3, 1]);
  expect(sortRows(costs, null)).toEqual([0, 1, 2, 3]);
  const names = result([column('name', 'String')], [['b'], ['a'], ['B']]);
  expect(sortRows(names, { column: 0, direction: 'asc' })).toEqual([2, 1, 0]);
});

it('writes CSV that spreadsheets read and don’t run', () => {
  const rows = [
    ['a,b', '-1.5', null],
    ['say "x"', '=1+1', { a: [1] }],
    ['two\nlines', '@sum', true],
  ];
  expect(toCsv(result([column('x', 'String'), column('y,z', 'String'), column('o', 'String')], rows))).toBe(
    [
      '\uFEFFx,"y,z",o',
      '"a,b",-1.5,',
      '"say ""x""",\'=1+1,"{""a"":[1]}"',
      '"two\nlines",\'@sum,true',
      '',
    ].join('\r\n'),
  );
});

it('copies as lines of cells', () => {
  expect(toTsv(result([column('a', 'String'), column('b', 'UInt8')], [['x\ty', 1]]))).toBe('a\tb\nx y\t1');
});

it('makes columns as wide as their values, within bounds', () => {
  const wide = result([column('id', 'UUID'), column('text', 'String')], [['x'.repeat(36), 'y'.repeat(900)]]);
  expect(columnWidths(wide)).toEqual([36, 48]);
});
