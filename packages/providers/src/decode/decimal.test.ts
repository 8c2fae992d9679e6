import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDecimals, decimalOf } from './decimal.ts';

it.each([
  [0, '0'],
  [0.00014025, '0.00014025'],
  [1.5e-7, '0.00000015'],
  [1e-15, '0'],
  [5e-13, '0.000000000001'],
  ['0.1', '0.1'],
  ['12.', '12'],
  [999_999, '999999'],
  [1_000_000, null],
  [1e300, null],
  [-1, null],
  [Number.NaN, null],
  ['1e', null],
  ['', null],
  [null, null],
  [{}, null],
])('reads %j as %s', (given, expected) => {
  expect(decimalOf(given)).toBe(expected);
});

it('adds exactly', () => {
  expect(addDecimals('0.1', '0.2')).toBe('0.3');
  expect(addDecimals('1', '0.000000000001')).toBe('1.000000000001');
});

it('keeps every digit of whatever has at most twelve behind the point', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (units) => {
      const digits = units.toString().padStart(13, '0');
      const text = `${digits.slice(0, -12)}.${digits.slice(-12)}`;
      expect(addDecimals(decimalOf(text) ?? '', '0')).toBe(decimalOf(text));
      expect(BigInt((decimalOf(text) ?? '').padEnd(0).split('.')[0] ?? '')).toBe(units / 10n ** 12n);
    }),
  );
});
