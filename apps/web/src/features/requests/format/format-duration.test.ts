import { expect, test } from 'vitest';
import { formatDuration } from './format-duration.ts';

test.each([
  [null, '—'],
  [0, '0 ms'],
  [0.213, '0.2 ms'],
  [9.96, '10 ms'],
  [812, '812 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [1234, '1.2 s'],
  [9_960, '10 s'],
  [42_300, '42.3 s'],
  [59_970, '1 m 0 s'],
  [125_000, '2 m 5 s'],
  [3_599_900, '1 h 0 m'],
  [3_780_000, '1 h 3 m'],
])('%s ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
