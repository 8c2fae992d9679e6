import { expect, it } from 'vitest';
import { monthOf } from './month-days.ts';
import { monthChart, prepareMonth } from './prepare-month.ts';

const now = new Date(2026, 10, 3, 12);
const month = monthOf(now);
const day = (monthIndex: number, date: number) => new Date(2026, monthIndex, date).getTime();

it('knows the month, the one before and the days to come of the reader’s calendar', () => {
  expect(month).toMatchObject({
    previousStart: day(9, 1),
    lookedAtFrom: day(9, 1),
    monthStart: day(10, 1),
    todayStart: day(10, 3),
  });
  expect(month.ahead).toHaveLength(27);
  expect(month.ahead.at(-1)).toBe(day(10, 30));
  expect(month.elapsed).toBeCloseTo(0.5, 1);
});

it('adds up this month, and the last one to the same moment', () => {
  const row = (at: number, usd: string, requests: number) => ({
    time: new Date(at).toISOString(),
    group: {},
    values: [usd, requests, 1, '0.5'],
  });
  const rows = [
    ...Array.from({ length: 31 }, (_, index) => row(day(9, index + 1), '1', 2)),
    row(day(10, 1), '2', 3),
    row(day(10, 2), '4', 3),
    row(day(10, 3), '0.5', 1),
  ];
  const found = prepareMonth({ rows }, month);
  expect(found).toMatchObject({ previous: 31, requests: 7, unpriced: 3, saved: 1.5 });
  expect(found.previousSoFar).toBeCloseTo(2 + month.elapsed, 10);
  expect(found.forecast.monthToDate).toBe(6.5);
  const chart = monthChart(found);
  expect(chart.rows).toHaveLength(30);
  expect(chart.rows[1]).toEqual({ at: day(10, 2), values: { cost: 4, expected: 0 } });
  expect(chart.rows[9]?.values['expected']).toBeGreaterThan(0);
});
