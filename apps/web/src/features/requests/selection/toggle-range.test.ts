import { expect, test } from 'vitest';
import { toggleRange } from './toggle-range.ts';

const rows = ['a', 'b', 'c', 'd'];
const toggle = (selected: string[], from: string | null, id: string) =>
  [...toggleRange(new Set(selected), rows, from, id)].toSorted().join('');

test('a row goes in and out', () => {
  expect(toggle([], null, 'b')).toBe('b');
  expect(toggle(['a', 'b'], null, 'b')).toBe('a');
});

test('with another row all between become what the pressed one becomes', () => {
  expect(toggle(['a'], 'a', 'c')).toBe('abc');
  expect(toggle(['d'], 'd', 'b')).toBe('bcd');
  expect(toggle(['a', 'b', 'c'], 'a', 'c')).toBe('');
});

test('where the other one is gone, the pressed row alone', () => {
  expect(toggle([], 'gone', 'c')).toBe('c');
});
