import { describe, expect, test } from 'vitest';
import { formatOf, formatValue } from './format-metric.ts';

test.each([
  ['requests', 1_234, '1,234', '1,234'],
  ['requests', 1_234_567, '1,234,567', '1.2M'],
  ['usd', 0.000012, '$0.000012', '$0.000012'],
  ['usd', 1.2e-9, '$0.0000000012', '$0.0000000012'],
  ['usd', 12.345, '$12.35', '$12.35'],
  ['usd', 12_345.6, '$12,346', '$12.3k'],
  ['usd', -1_234_567, '−$1,234,567', '−$1.2M'],
  ['ms', 812.4, '812 ms', '812 ms'],
  ['ms', 61_000, '1 m 1 s', '1 m 1 s'],
  ['share', 0, '0 %', '0 %'],
  ['share', 0.0004, '0.1 %', '0.1 %'],
  ['share', 0.1234, '12 %', '12 %'],
  ['share', 1, '100 %', '100 %'],
  ['share', 1.5, '150 %', '150 %'],
  ['tokens', 12.345, '12.3', '12.3'],
  ['tokens', 45_678, '45,678', '45.7k'],
  ['tokens_per_second', 87.654, '87.7 tok/s', '87.7 tok/s'],
  ['per_minute', 0.0333, '0.033/min', '0.033/min'],
] as const)('%s of %d reads %s, and %s where space is short', (unit, value, full, short) => {
  expect(formatOf(unit).full(value)).toBe(full);
  expect(formatOf(unit).short(value)).toBe(short);
});

describe('a missing value', () => {
  test('is a dash, never 0', () => {
    expect(formatValue(null, 'usd')).toBe('—');
    expect(formatValue(0, 'usd')).toBe('$0');
  });
});
