import { describe, expect, test } from 'vitest';
import { bucketStarts } from '@heliograph/contracts/time-buckets';
import { formatBuckets } from './format-bucket.ts';

const hour = 3_600_000;
const berlin = 'Europe/Berlin';

function hours(from: string, count: number): number[] {
  return Array.from({ length: count }, (_, at) => Date.parse(from) + at * hour);
}

describe('where clocks are changed', () => {
  test('the hour that comes twice is told with its zone', () => {
    // 2026-10-25: 02:00 to 03:00 comes twice in Berlin.
    const times = hours('2026-10-24T22:00:00Z', 6);
    const { full } = formatBuckets(times, 'hour', berlin);
    const labels = times.map(full);
    expect(labels).toEqual([
      'Oct 25, 00:00',
      'Oct 25, 01:00',
      'Oct 25, 02:00 GMT+2',
      'Oct 25, 02:00 GMT+1',
      'Oct 25, 03:00',
      'Oct 25, 04:00',
    ]);
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('the hour that is left out leaves no gap', () => {
    const times = hours('2026-03-29T00:00:00Z', 3);
    expect(times.map(formatBuckets(times, 'hour', berlin).full)).toEqual([
      'Mar 29, 01:00',
      'Mar 29, 03:00',
      'Mar 29, 04:00',
    ]);
  });

  test('days of 23 and 25 hours are days', () => {
    const times = bucketStarts({
      interval: 'day',
      timeZone: berlin,
      from: Date.parse('2026-10-23T22:00:00Z'),
      to: Date.parse('2026-10-27T00:00:00Z'),
      most: 10,
    });
    const { tick, full } = formatBuckets(times, 'day', berlin);
    expect(times.map(tick)).toEqual(['Oct 24', 'Oct 25', 'Oct 26', 'Oct 27']);
    expect(full(times[1] ?? 0)).toBe('Sun, Oct 25');
  });
});

test('ticks are as short as the range allows', () => {
  const [noon] = hours('2026-11-20T12:00:00Z', 1);
  const tickOf = (length: number) =>
    formatBuckets(hours('2026-11-20T12:00:00Z', length), 'hour', 'UTC').tick(noon ?? 0);
  expect(tickOf(6)).toBe('12:00');
  expect(tickOf(24)).toBe('Nov 20, 12:00');
  expect(tickOf(24 * 7)).toBe('Nov 20');
});

test('years are told where there are two', () => {
  const times = [Date.parse('2025-12-31T00:00:00Z'), Date.parse('2026-01-01T00:00:00Z')];
  expect(times.map(formatBuckets(times, 'day', 'UTC').tick)).toEqual(['Dec 31, 2025', 'Jan 1, 2026']);
  expect(times.map(formatBuckets(times, 'month', 'UTC').full)).toEqual(['Dec 2025', 'Jan 2026']);
  expect(formatBuckets(times, 'week', 'UTC').full(times[0] ?? 0)).toBe('Week of Dec 31, 2025');
});

test('of nothing and of one stretch', () => {
  expect(formatBuckets([], 'hour', 'UTC').tick(0)).toBe('00:00');
  expect(formatBuckets([0], 'hour', 'UTC').full(0)).toBe('Jan 1, 00:00');
});
