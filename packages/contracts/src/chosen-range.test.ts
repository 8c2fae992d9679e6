import { expect, test } from 'vitest';
import { chosenRangeSchema, endsOf, intervalOf, sinceMoment } from './chosen-range.ts';

const interval = '2026-11-20T10:00:00.000Z/2026-11-21T10:00:00.000Z';

test.each([
  ['24h', '24h'],
  [interval, interval],
  ['2026-11-20T12:00+02:00/now', '2026-11-20T10:00:00.000Z/now'],
  ['2026-11-20T12:00+02:00/2026-11-21T10:00:00Z', interval],
])('%s is a range', (text, range) => {
  expect(chosenRangeSchema.parse(text)).toBe(range);
});

test.each([
  '',
  '25h',
  '/',
  '/now',
  'now/now',
  'now/2026-11-20T10:00:00Z',
  '2026-11-21/2026-11-22',
  '2026-11-21T10:00:00Z/2026-11-20T10:00:00Z',
  `${interval}/`,
])('%s is none', (text) => {
  expect(chosenRangeSchema.safeParse(text).success).toBe(false);
});

test('an interval names its ends', () => {
  expect(endsOf(interval)).toEqual({ from: '2026-11-20T10:00:00.000Z', to: '2026-11-21T10:00:00.000Z' });
  expect(intervalOf(Date.parse('2026-11-20T10:00:00Z'), Date.parse('2026-11-21T10:00:00Z'))).toBe(interval);
  expect(endsOf(sinceMoment(0) ?? '/')).toEqual({ from: '1970-01-01T00:00:00.000Z', to: null });
  expect(sinceMoment(Number.NaN)).toBeNull();
  expect(intervalOf(1, 1)).toBeNull();
  expect(intervalOf(Number.NaN, 1)).toBeNull();
});
