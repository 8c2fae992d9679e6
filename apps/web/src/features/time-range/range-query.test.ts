import { expect, test } from 'vitest';
import { rangeFromQuery, rangeToQuery } from './range-query.ts';

const none = { range: null, from: null, to: null };
const since = '2026-11-20T10:00:00.000Z/now';
const interval = '2026-11-20T10:00:00.000Z/2026-11-21T10:00:00.000Z';

test('what is written is read again', () => {
  for (const range of ['24h', '90d', interval, since] as const)
    expect(rangeFromQuery(rangeToQuery(range))).toBe(range);
  expect(rangeFromQuery({ ...none, from: '2026-11-20T10:00:00Z' })).toBe(since);
  expect(rangeToQuery('24h')).toEqual(none);
  expect(rangeToQuery('24h', '7d')).toEqual({ ...none, range: '24h' });
});

test('what can’t be read is the fallback', () => {
  expect(rangeFromQuery(none, '7d')).toBe('7d');
  expect(rangeFromQuery({ ...none, range: '25h' })).toBe('24h');
  expect(rangeFromQuery({ ...none, from: 'yesterday' })).toBe('24h');
  expect(rangeFromQuery({ range: null, from: '2026-11-21T10:00Z', to: '2026-11-20T10:00Z' })).toBe('24h');
});
