import { expect, test } from 'vitest';
import { describeChange } from './describe-change.ts';

test.each([
  [112, 100, 'requests', null, '+12 %', 'up', 'neutral'],
  [100, 112, 'usd', 'down', '−11 %', 'down', 'good'],
  [101.5, 100, 'ms', 'down', '+1.5 %', 'up', 'bad'],
  [100.01, 100, 'ms', 'down', '+<0.1 %', 'up', 'bad'],
  [5_000, 2, 'requests', null, '×2,500', 'up', 'neutral'],
  [5, 0, 'requests', null, 'new', 'up', 'neutral'],
  [0, 5, 'requests', null, '−100 %', 'down', 'neutral'],
  [7, 7, 'requests', null, 'no change', 'same', 'neutral'],
  // Shares differ by points: twice 1 % is no doubling of anything that can be counted.
  [0.02, 0.01, 'share', 'down', '+1 pp', 'up', 'bad'],
  [0.5, 0.25, 'share', 'up', '+25 pp', 'up', 'good'],
] as const)('from %d (before: %d, %s)', (value, before, unit, good, text, direction, tone) => {
  expect(describeChange(value, before, unit, good)).toEqual({ text, direction, tone });
});

test('of a missing value is none', () => {
  expect(describeChange(null, 1, 'usd', null)).toBeNull();
  expect(describeChange(1, null, 'usd', null)).toBeNull();
});
