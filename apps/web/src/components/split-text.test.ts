import { expect, test } from 'vitest';
import { splitText } from './split-text.ts';

test('a text of many lines is cut at their ends and loses nothing', () => {
  const text = Array.from({ length: 5_000 }, (_, index) => `line ${index}`).join('\n');
  const pieces = splitText(text);
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.map((piece) => piece.text).join('\n')).toBe(text);
  expect(pieces.reduce((sum, { lines }) => sum + lines, 0)).toBe(5_000);
});

test('one long line is cut, but no character in halves', () => {
  const text = `a${'😀'.repeat(20_000)}`;
  const pieces = splitText(text);
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  for (const piece of pieces) expect(piece.text).not.toMatch(/^[\udc00-\udfff]/);
});

test('empty lines between pieces stay', () => {
  const text = `${'x'.repeat(15_999)}\n\n\n${'y'.repeat(20)}`;
  expect(
    splitText(text)
      .map((piece) => piece.text)
      .join('\n'),
  ).toBe(text);
});

test('a short text is one piece, an empty one none', () => {
  expect(splitText('a\nb')).toEqual([{ text: 'a\nb', lines: 2 }]);
  expect(splitText('')).toEqual([]);
});
