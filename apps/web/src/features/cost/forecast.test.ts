import { describe, expect, it } from 'vitest';
import { forecastMonth } from './forecast.ts';

const DAY = 86_400_000;
const monthStart = Date.parse('2026-11-01T00:00:00Z');
const day = (number: number) => monthStart + (number - 1) * DAY;
/** Whole days from one to another, both included; 1 is the first of the month. */
const days = (from: number, to: number, usd: (number: number) => number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ at: day(from + index), usd: usd(from + index) }));
const ahead = (from: number) => days(from, 30, () => 0).map(({ at }) => at);

describe('the forecast of a month', () => {
  it('of steady days is the days’ cost times their number', () => {
    const found = forecastMonth({
      past: days(-29, 20, () => 2),
      today: { at: day(21), usd: 1 },
      elapsed: 0.5,
      ahead: ahead(22),
      monthStart,
    });
    expect(found).toMatchObject({ monthToDate: 41, method: 'weekday' });
    expect(found.total).toBeCloseTo(60, 10);
    expect(found.ahead).toHaveLength(10);
  });

  it('takes each weekday at its own mean: quiet week-ends stay quiet', () => {
    // The 1st of November 2026 is a Sunday.
    const usd = (number: number) =>
      (((number - 1) % 7) + 7) % 7 === 0 || (((number - 1) % 7) + 7) % 7 === 6 ? 0 : 10;
    const found = forecastMonth({
      past: days(-20, 20, usd),
      today: { at: day(21), usd: 0 },
      elapsed: 0,
      ahead: ahead(22),
      monthStart,
    });
    // November 2026 has 21 working days.
    expect(found.total).toBeCloseTo(210, 10);
    expect(found.ahead.filter(({ usd: expected }) => expected > 0)).toHaveLength(6);
  });

  it('looks at the last four weeks alone', () => {
    const found = forecastMonth({
      past: days(-29, 20, (number) => (number < -7 ? 100 : 1)),
      today: { at: day(21), usd: 0 },
      elapsed: 0,
      ahead: ahead(22),
      monthStart,
    });
    expect(found.total).toBeCloseTo(30, 10);
  });

  it('takes the mean of all days where there are fewer than two weeks, not counting those before the first cost', () => {
    const found = forecastMonth({
      past: days(-29, 3, (number) => (number >= 1 ? number : 0)),
      today: { at: day(4), usd: 1 },
      elapsed: 0.75,
      ahead: ahead(5),
      monthStart,
    });
    expect(found.method).toBe('mean');
    expect(found.monthToDate).toBe(7);
    expect(found.total).toBeCloseTo(7 + 0.5 + 26 * 2, 10);
  });

  it('says nothing where there is no whole day to go by', () => {
    const found = forecastMonth({
      past: days(-29, 20, () => 0),
      today: { at: day(21), usd: 5 },
      elapsed: 0.5,
      ahead: ahead(22),
      monthStart,
    });
    expect(found).toEqual({ monthToDate: 5, total: null, ahead: [], method: 'none' });
  });
});
