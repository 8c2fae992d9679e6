import fc from 'fast-check';
import { expect, it } from 'vitest';
import { binaryPreview, preview } from './preview.ts';

it('folds whitespace and control characters into one line', () => {
  expect(preview('\n a\r\n\tb\u0000c  ')).toBe('a b c');
});

it('cuts between code points', () => {
  const cut = preview(`${'a'.repeat(254)}🫐🫐`);
  expect(cut).toBe(`${'a'.repeat(254)}…`);
  expect(preview('a'.repeat(256))).toBe('a'.repeat(256));
  expect(preview('a'.repeat(257))).toBe(`${'a'.repeat(255)}…`);
});

it('is one short well-formed line, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.string(), (text, half) => {
      const line = preview(`${text}\ud800${half}`);
      expect(line.length).toBeLessThanOrEqual(256);
      expect(line).toBe(Buffer.from(line).toString());
      expect(line).not.toMatch(/[\n\r\t\u0000]/);
    }),
  );
}, 60_000);

it('looks further where the beginning says little', () => {
  const blank = ' \n'.repeat(300);
  expect(preview(`a${blank}b`)).toBe('a b');
  expect(preview(`a${blank}${'b'.repeat(300)}`)).toBe(`a ${'b'.repeat(253)}…`);
  expect(preview(`a${' '.repeat(5_000)}b`)).toBe('a…');
});

it('names what is no text', () => {
  expect(binaryPreview('multipart/form-data', 3_210_000)).toBe('multipart/form-data, 3.2 MB');
  expect(binaryPreview('audio/mpeg', 999)).toBe('audio/mpeg, 999 B');
  expect(binaryPreview('', 1500)).toBe('binary, 1.5 kB');
});
