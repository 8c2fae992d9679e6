import { expect, test } from 'vitest';
import { formatMoment, readMoment } from './read-moment.ts';

const now = new Date(2026, 10, 21, 12, 30, 15).getTime();
const read = (text: string, end: 'from' | 'to' = 'from') => readMoment(text, { now, end });

test.each([
  ['2026-11-20 14:30', new Date(2026, 10, 20, 14, 30)],
  ['2026-11-20T14:30:05', new Date(2026, 10, 20, 14, 30, 5)],
  ['2026-11-2 9:05', new Date(2026, 10, 2, 9, 5)],
  ['9:05', new Date(2026, 10, 21, 9, 5)],
  ['today', new Date(2026, 10, 21)],
  ['Yesterday 23:00', new Date(2026, 10, 20, 23)],
  ['now', new Date(now)],
  ['3h ago', new Date(now - 3 * 3_600_000)],
  ['2d', new Date(now - 2 * 86_400_000)],
  ['2026-11-20T14:30:00Z', new Date('2026-11-20T14:30:00Z')],
  ['2026-11-20 14:30 +02:00', new Date('2026-11-20T12:30:00Z')],
])('%s', (text, moment) => {
  expect(read(text)).toBe(moment.getTime());
});

test('a day alone ends a range with its end', () => {
  expect(read('2026-11-30', 'to')).toBe(new Date(2026, 11, 1).getTime());
  expect(read('today', 'to')).toBe(new Date(2026, 10, 22).getTime());
  expect(read('2026-11-30 00:00', 'to')).toBe(new Date(2026, 10, 30).getTime());
});

test.each([
  '',
  'soon',
  '2026-11-31',
  '2026-13-01',
  '2026-11-20 24:00',
  '14:60',
  '2026-11-20 noon',
  'yesterday noon',
])('“%s” is no moment', (text) => {
  expect(read(text)).toBeNull();
});

test('a moment is shown as it can be written', () => {
  for (const time of [now, new Date(2026, 0, 2, 3, 4).getTime()]) expect(read(formatMoment(time))).toBe(time);
});
