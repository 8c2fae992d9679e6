import { expect, it } from 'vitest';
import { chooseInterval } from './over-time.ts';

const hour = 3_600_000;

it.each([
  [0, 60],
  [hour, 60],
  [4 * hour, 300],
  [24 * hour, 900],
  [7 * 24 * hour, 10_800],
  [30 * 24 * hour, 43_200],
  [90 * 24 * hour, 86_400],
  [365 * 24 * hour, 604_800],
  [100 * 365 * 24 * hour, 2_592_000],
])('a time of %i ms is shown in steps of %i s', (length, seconds) => {
  expect(chooseInterval(1_763_640_000_000, 1_763_640_000_000 + length)).toBe(seconds);
});
