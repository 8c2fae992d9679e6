import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatShortCount } from './format-count.ts';

test.each([
  [0, '0', '0'],
  [1234, '1,234', '1,234'],
  [9_999, '9,999', '9,999'],
  [10_000, '10,000', '10k'],
  [12_345, '12,345', '12.3k'],
  [99_960, '99,960', '100k'],
  [123_456, '123,456', '123k'],
  [999_700, '999,700', '1M'],
  [1_234_567, '1,234,567', '1.2M'],
  [2_500_000_000, '2,500,000,000', '2.5B'],
])('%d reads %s, and %s where space is short', (count, full, short) => {
  expect(formatCount(count)).toBe(full);
  expect(formatShortCount(count)).toBe(short);
});

test.each([
  [0, '0 B'],
  [812, '812 B'],
  [1024, '1 KB'],
  [1229, '1.2 KB'],
  [1_048_500, '1 MB'],
  [35_651_584, '34 MB'],
  [500_000_000, '477 MB'],
])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
