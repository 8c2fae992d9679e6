import { expect, test } from 'vitest';
import { resolveTimeRange, timeRangeNames } from './time-range.ts';

test('a preset ends just after now', () => {
  const now = new Date('2026-11-21T12:00:00.000Z');
  expect(resolveTimeRange('15m', now)).toEqual({
    from: '2026-11-21T11:45:00.000Z',
    to: '2026-11-21T12:05:00.000Z',
  });
  for (const name of timeRangeNames) expect(Date.parse(resolveTimeRange(name, now).from)).toBeLessThan(+now);
});
