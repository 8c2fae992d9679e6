import { expect, it } from 'vitest';
import { formatCost, formatExactCost } from './format-cost.ts';

it.each([
  ['0', '$0'],
  ['0.000000000001', '$0.000000000001'],
  ['0.0000063', '$0.0000063'],
  ['0.000123456', '$0.000123'],
  ['0.0123', '$0.0123'],
  ['0.5', '$0.5'],
  ['1', '$1.00'],
  ['12.345', '$12.35'],
  ['999.996', '$1,000'],
  ['1234.5', '$1,235'],
  ['-0.02', '−$0.02'],
])('%s is shown as %s', (usd, shown) => {
  expect(formatCost(usd)).toBe(shown);
});

it('keeps every digit where exactness counts', () => {
  expect(formatExactCost('0.000000000001')).toBe('$0.000000000001');
  expect(formatExactCost('-1.5')).toBe('−$1.5');
});
