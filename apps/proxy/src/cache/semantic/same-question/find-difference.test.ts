import { describe, expect, it } from 'vitest';
import { checkedText, type Difference, findDifference } from './find-difference.ts';
import { hardNegatives, paraphrases } from './testing/hard-negatives.ts';

const compare = (a: string, b: string): Difference | null => findDifference(checkedText(a), checkedText(b));

describe('findDifference', () => {
  it.each(hardNegatives)('tells by %s: %s | %s', (expected, a, b) => {
    expect([compare(a, b), compare(b, a)]).toEqual([expected, expected]);
  });

  it.each(paraphrases)('lets pass: %s | %s', (a, b) => {
    expect([compare(a, b), compare(b, a)]).toEqual([null, null]);
  });

  it('finds every question the same as itself', () => {
    for (const text of [...hardNegatives.flatMap(([, a, b]) => [a, b]), ...paraphrases.flat()]) {
      expect(compare(text, text)).toBeNull();
      expect(compare(text, `  ${text}\n`)).toBeNull();
    }
  });

  it('wants all that a long question says to agree', () => {
    const context = 'The contract runs for a while and may be ended by both sides with due notice. '.repeat(
      5,
    );
    expect(
      compare(`${context} What does it say of renewal?`, `${context} What does it say of payment?`),
    ).toBe('details');
    expect(
      compare(`${context} What does it say of renewal?`, `${context} What is it that it says of renewal?`),
    ).toBe('details');
    expect(compare(`${context} What of renewal?`, `${context} And what is there of the renewal?`)).toBeNull();
  });
});
