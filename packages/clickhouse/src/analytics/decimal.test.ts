import { expect, it } from 'vitest';
import { divideDecimal, toDecimal } from './decimal.ts';

it('divides amounts without losing a digit, and rounds the thirteenth', () => {
  expect(divideDecimal('0.000000000001', 2)).toBe('0.000000000001');
  expect(divideDecimal('1', 3)).toBe('0.333333333333');
  expect(divideDecimal('-2', 3)).toBe('-0.666666666667');
  expect(divideDecimal('12345678901234.5', 1)).toBe('12345678901234.5');
  expect(divideDecimal('0', 7)).toBe('0');
});

it('writes numbers out', () => {
  expect([0.1, 1e-7, 2, -0.5].map(toDecimal)).toEqual(['0.1', '0.0000001', '2', '-0.5']);
});
