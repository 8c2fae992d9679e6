import { expect, test } from 'vitest';
import { toPageQuery } from './to-page-query.ts';

const rest = { filter: '', interval: 'auto', by: null, timeZone: 'UTC' } as const;
const askedAt = Date.parse('2026-11-20T12:00:00Z');

test('a range ends with the moment, and the period before is as long', () => {
  const range = { from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T12:05:00.000Z', askedAt };
  expect(toPageQuery(range, true, rest)).toMatchObject({
    timeRange: { from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T12:00:00.000Z' },
    before: { from: '2026-11-20T08:00:00.000Z', to: '2026-11-20T10:00:00.000Z' },
  });
  expect(toPageQuery(range, false, rest).before).toBeNull();
});

test('a range that is over, or that lies ahead, stays as it is', () => {
  const over = { from: '2026-11-19T10:00:00.000Z', to: '2026-11-19T11:00:00.000Z', askedAt };
  expect(toPageQuery(over, true, rest).timeRange.to).toBe(over.to);
  const ahead = { from: '2026-11-21T10:00:00.000Z', to: '2026-11-21T11:00:00.000Z', askedAt };
  expect(toPageQuery(ahead, true, rest).timeRange).toEqual({ from: ahead.from, to: ahead.to });
});

test('days are compared with as many days where the clock is changed', () => {
  const zone = { ...rest, timeZone: 'America/New_York' };
  const beforeOf = (from: string, to: string) => toPageQuery({ from, to, askedAt }, true, zone).before?.from;
  // Four days with the one of 25 hours, four days behind it with it, and the one of 23 hours.
  expect(beforeOf('2026-10-30T04:00:00Z', '2026-11-03T05:00:00Z')).toBe('2026-10-26T04:00:00.000Z');
  expect(beforeOf('2026-11-04T05:00:00Z', '2026-11-08T05:00:00Z')).toBe('2026-10-31T04:00:00.000Z');
  expect(beforeOf('2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z')).toBe('2026-03-07T05:00:00.000Z');
  // Hours are hours.
  expect(beforeOf('2026-11-01T05:00:00Z', '2026-11-01T07:00:00Z')).toBe('2026-11-01T03:00:00.000Z');
});
