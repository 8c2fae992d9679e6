import { describe, expect, it } from 'vitest';
import { bucketStarts, chooseChartInterval, type Interval, isTimeZone } from './time-buckets.ts';

const HOUR = 3_600_000;

function startsOf(interval: Interval, timeZone: string, from: string, to: string) {
  const starts = bucketStarts({
    interval,
    timeZone,
    from: Date.parse(from),
    to: Date.parse(to),
    most: 5_000,
  });
  return starts.map((start) => new Date(start).toISOString().replace(':00.000Z', 'Z'));
}

/** Hours from each start to the next. */
function lengthsOf(interval: Interval, timeZone: string, from: string, to: string) {
  const starts = startsOf(interval, timeZone, from, to).map((start) => Date.parse(start));
  return starts.slice(1).map((start, at) => (start - (starts[at] ?? 0)) / HOUR);
}

describe('stretches of time', () => {
  it('begin with the one that the range begins in, and end before its end', () => {
    expect(startsOf('hour', 'UTC', '2026-11-20T10:15:00Z', '2026-11-20T12:00:00Z')).toEqual([
      '2026-11-20T10:00Z',
      '2026-11-20T11:00Z',
    ]);
    expect(startsOf('minute', 'UTC', '2026-11-20T10:15:30Z', '2026-11-20T10:17:00Z')).toEqual([
      '2026-11-20T10:15Z',
      '2026-11-20T10:16Z',
    ]);
  });

  it('are days of the zone, with 23 and 25 hours where the clock is put', () => {
    expect(startsOf('day', 'America/New_York', '2026-11-20T10:00:00Z', '2026-11-21T06:00:00Z')).toEqual([
      '2026-11-20T05:00Z',
      '2026-11-21T05:00Z',
    ]);
    expect(lengthsOf('day', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-31T12:00:00Z')).toEqual([
      24, 23, 24,
    ]);
    expect(lengthsOf('day', 'America/New_York', '2026-10-31T12:00:00Z', '2026-11-03T12:00:00Z')).toEqual([
      24, 25, 24,
    ]);
  });

  it('begin where the clock jumps over midnight', () => {
    // Cairo went from 24 April 2026, 00:00, straight to 01:00.
    expect(startsOf('day', 'Africa/Cairo', '2026-04-23T12:00:00Z', '2026-04-25T12:00:00Z')).toEqual([
      '2026-04-22T22:00Z',
      '2026-04-23T22:00Z',
      '2026-04-24T21:00Z',
    ]);
  });

  it('know zones that are half or three quarters of an hour off', () => {
    expect(startsOf('day', 'Asia/Kolkata', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z')).toEqual([
      '2026-11-19T18:30Z',
      '2026-11-20T18:30Z',
    ]);
    expect(startsOf('hour', 'Asia/Kathmandu', '2026-11-20T10:00:00Z', '2026-11-20T11:30:00Z')).toEqual([
      '2026-11-20T09:15Z',
      '2026-11-20T10:15Z',
      '2026-11-20T11:15Z',
    ]);
    // Lord Howe Island puts its clock by half an hour.
    expect(lengthsOf('day', 'Australia/Lord_Howe', '2026-04-03T14:00:00Z', '2026-04-06T15:00:00Z')).toEqual([
      24, 24.5, 24,
    ]);
    const hours = lengthsOf('hour', 'Australia/Lord_Howe', '2026-04-04T12:00:00Z', '2026-04-04T20:00:00Z');
    expect(hours.filter((length) => length !== 1)).toEqual([1.5]);
    const inSpring = lengthsOf('hour', 'Australia/Lord_Howe', '2026-10-03T12:00:00Z', '2026-10-03T20:00:00Z');
    expect(inSpring.filter((length) => length !== 1)).toEqual([0.5]);
  });

  it('are weeks from Monday and months from their first day', () => {
    expect(startsOf('week', 'Europe/Berlin', '2026-10-22T12:00:00Z', '2026-11-03T12:00:00Z')).toEqual([
      '2026-10-18T22:00Z',
      '2026-10-25T23:00Z',
      '2026-11-01T23:00Z',
    ]);
    expect(startsOf('month', 'Asia/Tokyo', '2025-12-31T16:00:00Z', '2026-03-01T00:00:00Z')).toEqual([
      '2025-12-31T15:00Z',
      '2026-01-31T15:00Z',
      '2026-02-28T15:00Z',
    ]);
  });

  // Troll in Antarctica puts its clock by two hours.
  it('are about a day long in every zone, through a year', () => {
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      const lengths = lengthsOf('day', timeZone, '2026-01-01T12:00:00Z', '2026-12-31T12:00:00Z');
      expect([timeZone, Math.min(...lengths) >= 22, Math.max(...lengths) <= 26]).toEqual([
        timeZone,
        true,
        true,
      ]);
    }
  });

  it('are as many as are asked for, and one more', () => {
    const starts = bucketStarts({ interval: 'minute', timeZone: 'UTC', from: 0, to: HOUR, most: 10 });
    expect(starts).toHaveLength(11);
  });
});

it('a chart begins with as many points as can be read', () => {
  const chosen = [HOUR, 24 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR, 90 * 24 * HOUR, 366 * 24 * HOUR];
  expect(chosen.map(chooseChartInterval)).toEqual(['minute', 'hour', 'hour', 'day', 'day', 'week']);
});

it('a time zone is one of the database', () => {
  expect(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'].every(isTimeZone)).toBe(
    true,
  );
  expect(['', 'Mars/Olympus', '+05:30', "UTC'; DROP"].some(isTimeZone)).toBe(false);
});
