import { expect, test } from 'vitest';
import { formatListTime, formatPreciseTime } from './format-time.ts';

const moment = new Date('2026-11-20T23:30:07.412Z');

test('a moment in full names its zone and milliseconds', () => {
  expect(formatPreciseTime(moment, 'UTC')).toBe('Nov 20, 2026, 23:30:07.412 UTC');
  expect(formatPreciseTime(moment, 'Asia/Tokyo')).toBe('Nov 21, 2026, 08:30:07.412 GMT+9');
});

test('a list names the day only where it is not today in the zone of the viewer', () => {
  const now = new Date('2026-11-21T00:10:00Z');
  expect(formatListTime(moment, now, 'UTC')).toBe('Nov 20 23:30:07');
  expect(formatListTime(moment, now, 'Asia/Tokyo')).toBe('08:30:07');
});
