import { expect, test } from 'vitest';
import { formatStep } from './format-step.ts';

const noon = Date.parse('2026-11-20T12:00:00Z');

test.each([
  [15, 900_000, '12:00:00'],
  [60, 3_600_000, '12:00'],
  [900, 86_400_000, '12:00'],
  [3_600, 7 * 86_400_000, 'Nov 20, 12:00'],
  [86_400, 30 * 86_400_000, 'Nov 20'],
])('of %i s in a range of %i ms', (seconds, span, text) => {
  expect(formatStep(noon, seconds, span, 'UTC')).toBe(text);
});
