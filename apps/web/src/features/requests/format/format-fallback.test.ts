import { expect, test } from 'vitest';
import { formatFallback } from './format-fallback.ts';

test.each([
  [0, '1st fallback'],
  [1, '2nd fallback'],
  [2, '3rd fallback'],
  [3, '4th fallback'],
  [10, '11th fallback'],
])('%i reads %s', (index, text) => {
  expect(formatFallback(index)).toBe(text);
});
