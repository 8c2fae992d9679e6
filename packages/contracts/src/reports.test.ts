import { expect, it } from 'vitest';
import { lastPeriod, nextReportAt } from './reports.ts';

const at = (iso: string) => Date.parse(iso);
const iso = (ms: number) => new Date(ms).toISOString();

it('knows the day or week that ended last, in its time zone', () => {
  const berlin = { period: 'day', timezone: 'Europe/Berlin' } as const;
  const { before, from, to } = lastPeriod(berlin, at('2026-11-22T00:30:00Z'));
  expect([before, from, to].map(iso)).toEqual([
    '2026-11-19T23:00:00.000Z',
    '2026-11-20T23:00:00.000Z',
    '2026-11-21T23:00:00.000Z',
  ]);
  const week = lastPeriod({ period: 'week', timezone: 'UTC' }, at('2026-11-22T10:00:00Z'));
  expect([week.from, week.to].map(iso)).toEqual(['2026-11-09T00:00:00.000Z', '2026-11-16T00:00:00.000Z']);
});

it('a day on which the clock is put has 25 hours', () => {
  const { from, to } = lastPeriod({ period: 'day', timezone: 'Europe/Berlin' }, at('2026-10-26T12:00:00Z'));
  expect((to - from) / 3_600_000).toBe(25);
});

it('is due at its hour after the next period that ends', () => {
  const daily = { period: 'day', timezone: 'America/New_York', hour: 8 } as const;
  expect(iso(nextReportAt(daily, at('2026-11-21T05:00:00Z')))).toBe('2026-11-22T13:00:00.000Z');
  const weekly = { period: 'week', timezone: 'UTC', hour: 9 } as const;
  expect(iso(nextReportAt(weekly, at('2026-11-16T00:00:00Z')))).toBe('2026-11-23T09:00:00.000Z');
});

it('means the hour that clocks show on the days on which they are put', () => {
  const daily = { period: 'day', timezone: 'Europe/Berlin', hour: 8 } as const;
  // Clocks go from 3 to 2 on October 25th, and from 2 to 3 on March 29th.
  expect(iso(nextReportAt(daily, at('2026-10-23T22:00:00Z')))).toBe('2026-10-25T07:00:00.000Z');
  expect(iso(nextReportAt(daily, at('2026-03-27T23:00:00Z')))).toBe('2026-03-29T06:00:00.000Z');
  const skipped = { ...daily, hour: 2 } as const;
  expect(iso(nextReportAt(skipped, at('2026-03-27T23:00:00Z')))).toBe('2026-03-29T01:00:00.000Z');
});
