import { expect, it } from 'vitest';
import { retryDelay } from './retry-delay.ts';

it('spreads eight tries over an hour', () => {
  const waits = Array.from({ length: 7 }, (_, i) => retryDelay(i + 1, null, 0.5));
  const total = waits.reduce((sum, wait) => sum + wait, 0) / 60_000;
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(total).toBeGreaterThan(55);
  expect(total).toBeLessThan(65);
});

it('waits as long as the receiver asks, but never longer than an hour', () => {
  expect(retryDelay(1, 60_000, 0.5)).toBe(60_000);
  expect(retryDelay(1, 1_000, 0.5)).toBe(9_000);
  expect(retryDelay(1, 86_400_000, 0.5)).toBe(3_600_000);
});
