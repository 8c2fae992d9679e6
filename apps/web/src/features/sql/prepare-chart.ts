import type { SqlChart, SqlResult } from '@heliograph/contracts/sql';
import { cellText, compareCells, isNumeric, isTime } from './prepare-result.ts';

/** Lines or groups of bars that can still be told apart, and places along the bottom that can be drawn. */
const MOST_SERIES = 6;
const MOST_POINTS = 1000;

interface ResultSeries {
  key: string;
  label: string;
}

export interface ResultChart {
  series: readonly ResultSeries[];
  /** One for each value along the bottom; numbers by key of the series. */
  points: readonly { x: string; values: Readonly<Record<string, number | null>> }[];
  /** What was left out, for people; null for nothing. */
  leftOut: string | null;
}

/** A chart that a result begins with: its first time or text along the bottom, its first numbers drawn; null for none. */
export function suggestChart({ columns }: Pick<SqlResult, 'columns'>): SqlChart | null {
  const numbers = columns.filter(isNumeric);
  const time = columns.find(isTime);
  const texts = columns.filter((column) => !isNumeric(column) && !isTime(column));
  const x = time ?? texts[0] ?? columns.find((column) => column !== numbers[0]);
  const y = numbers.filter((column) => column !== x);
  const [first] = y;
  if (x === undefined || first === undefined) return null;
  const series = time !== undefined ? (texts[0]?.name ?? null) : null;
  return { kind: time === undefined ? 'bar' : 'line', x: x.name, y: [first.name], series };
}

/** Whether the result has the columns that the chart names. */
export function fitsChart({ columns }: Pick<SqlResult, 'columns'>, { x, y, series }: SqlChart): boolean {
  const has = (name: string) => columns.some((column) => column.name === name);
  return has(x) && y.some(has) && (series === null || has(series));
}

/** What a chart of a result draws. Places along the bottom stand in the order of time, else of the result. */
export function prepareChart(result: SqlResult, chart: SqlChart): ResultChart {
  const place = (name: string) => result.columns.findIndex((column) => column.name === name);
  const xAt = place(chart.x);
  const yAt = chart.y.map(place).filter((at) => at >= 0);
  const seriesAt = chart.series === null ? -1 : place(chart.series);
  const sums = new Map<string, number>();
  const points = new Map<string, Record<string, number | null>>();
  for (const row of result.rows) {
    const x = cellText(row[xAt]) ?? '(none)';
    const values = points.get(x) ?? {};
    points.set(x, values);
    for (const at of yAt) {
      const of = seriesAt < 0 ? '' : (cellText(row[seriesAt]) ?? '(none)');
      const key = `${at} ${of}`;
      const value = row[at] === null ? null : Number(row[at]);
      const number = value === null || Number.isNaN(value) ? null : value;
      // Rows that meet in one place are added up.
      if (number !== null) values[key] = (values[key] ?? 0) + number;
      sums.set(key, (sums.get(key) ?? 0) + Math.abs(number ?? 0));
    }
  }
  const keys = [...sums.entries()].toSorted(([, a], [, b]) => b - a).map(([key]) => key);
  const shownKeys = keys.slice(0, MOST_SERIES);
  const series = (seriesAt < 0 ? [...sums.keys()].filter((key) => shownKeys.includes(key)) : shownKeys).map(
    (key) => ({ key, label: labelOf(key, result, yAt.length) }),
  );
  const column = result.columns[xAt];
  const ordered = [...points.entries()];
  if (column !== undefined && (isTime(column) || isNumeric(column))) {
    const compare = compareCells(column);
    ordered.sort(([a], [b]) => compare(a, b));
  }
  return {
    series,
    points: ordered.slice(0, MOST_POINTS).map(([x, values]) => ({ x, values })),
    leftOut: leftOutOf(keys.length - shownKeys.length, ordered.length - MOST_POINTS),
  };
}

function labelOf(key: string, { columns }: SqlResult, measures: number): string {
  const space = key.indexOf(' ');
  const [at, of] = [Number(key.slice(0, space)), key.slice(space + 1)];
  const name = columns[at]?.name ?? '';
  if (of === '') return name;
  return measures === 1 ? of : `${of} · ${name}`;
}

function leftOutOf(series: number, points: number): string | null {
  const parts = [
    ...(series > 0 ? [`${series} smaller series`] : []),
    ...(points > 0 ? [`${points} further places`] : []),
  ];
  return parts.length === 0 ? null : `Without ${parts.join(' and ')}.`;
}
