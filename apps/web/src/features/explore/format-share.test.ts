import { expect, test } from 'vitest';
import { formatShare } from './format-share.ts';

test.each([
  [0, '0 %'],
  [0.0001, '0.1 %'],
  [0.083, '8.3 %'],
  [0.02, '2 %'],
  [0.834, '83 %'],
  [0.9999, '99.9 %'],
  [1, '100 %'],
])('%d reads %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});
