import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guessTokens, prepareTexts } from './prepare-text.ts';

it('leaves ordinary texts alone', () => {
  const texts = ['Which city?', 'Oslo.\n\nIt is.'];
  expect(prepareTexts(texts)).toEqual({ texts, guessedTokens: 0, scale: 1 });
  expect(prepareTexts([])).toEqual({ texts: [], guessedTokens: 0, scale: 1 });
});

it('guesses runs that a tokenizer would choke on', () => {
  const { texts, guessedTokens } = prepareTexts([
    `one ${'a'.repeat(100_000)} two`,
    `${'\n'.repeat(4000)}three`,
  ]);
  expect(texts).toEqual(['one   two', ' three']);
  expect(guessedTokens).toBe(25_000 + 1000);
});

it('looks at 200,000 characters and takes the rest to be alike', () => {
  const { texts, scale } = prepareTexts(['lorem ipsum '.repeat(10_000), 'dolor sit '.repeat(28_000)]);
  expect(texts.join('')).toHaveLength(200_000);
  expect(scale).toBe(2);
});

it('gives the tokenizer no long run, whatever the text', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.nat(5000).map((length) => 'a'.repeat(length)),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      for (const text of prepareTexts(pieces).texts) expect(text).not.toMatch(/\S{2000}|\s{2000}/);
    }),
  );
});

it('knows a count without any tokenizer', () => expect(guessTokens(['åå', 'aaa'])).toBe(2));
