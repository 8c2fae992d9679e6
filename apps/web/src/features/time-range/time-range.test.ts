import { expect, test } from 'vitest';
import { relativeRangeNames } from '@heliograph/contracts/chosen-range';
import { describeTimeRange } from './describe-time-range.ts';
import { isOpenRange, lengthOf, resolveTimeRange } from './time-range.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
const interval = '2026-11-20T10:00:00.000Z/2026-11-21T10:00:00.000Z';

test('a range that ends now ends just after it', () => {
  expect(resolveTimeRange('15m', now)).toEqual({
    from: '2026-11-21T11:45:00.000Z',
    to: '2026-11-21T12:05:00.000Z',
  });
  for (const name of relativeRangeNames) {
    expect(Date.parse(resolveTimeRange(name, now).from)).toBe(now.getTime() - lengthOf(name));
    expect(isOpenRange(name, now.getTime())).toBe(true);
    expect(describeTimeRange(name)).toMatch(/^Last /);
  }
});

test('an interval stays where it is', () => {
  expect(resolveTimeRange(interval, now)).toEqual({
    from: '2026-11-20T10:00:00.000Z',
    to: '2026-11-21T10:00:00.000Z',
  });
  expect(lengthOf(interval)).toBe(86_400_000);
  expect(isOpenRange(interval, now.getTime())).toBe(false);
  expect(isOpenRange(interval, Date.parse('2026-11-21T09:00:00Z'))).toBe(true);
  const moment = String.raw`Nov \d\d, \d\d:\d\d`;
  expect(describeTimeRange(interval, now.getTime())).toMatch(new RegExp(`^${moment}\\s–\\s${moment}$`));
  expect(describeTimeRange(interval, Date.parse('2027-06-01'))).toMatch(/2026.+2026/);
});

test('a range since a moment ends now', () => {
  const since = '2026-11-20T10:00:00.000Z/now';
  const noon = new Date('2026-11-20T12:00:00Z');
  expect(resolveTimeRange(since, noon)).toEqual({
    from: '2026-11-20T10:00:00.000Z',
    to: '2026-11-20T12:05:00.000Z',
  });
  expect(isOpenRange(since, noon.getTime())).toBe(true);
  expect(lengthOf(since, noon.getTime())).toBe(2 * 3_600_000);
  expect(describeTimeRange(since, noon.getTime())).toMatch(/^Since Nov \d+, \d\d:\d\d$/);
});
