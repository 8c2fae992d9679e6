const WORD = /[\p{L}\p{N}]+/gu;
/** Beyond so many words nothing changes any more. */
const MAX_WORDS = 20_000;

/**
 * How alike two answers are in their wording, 0 to 1: 1 where they say the same apart from case, punctuation and white
 * space, else the share of words that they have in common (Dice coefficient over all occurrences). Answers of the same
 * meaning in other words come out low: it tells where to look, not who is right.
 */
export function answersAlike(a: string, b: string): number {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  if (one.length === 0 && other.length === 0) return a.trim() === b.trim() ? 1 : 0;
  if (one.length === other.length && one.every((word, index) => word === other[index])) return 1;
  const counts = new Map<string, number>();
  for (const word of one) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of other) {
    const left = counts.get(word) ?? 0;
    if (left > 0) common++;
    counts.set(word, left - 1);
  }
  // The same words in another order are not the same answer.
  return Math.min(0.99, (2 * common) / (one.length + other.length));
}

function wordsOf(text: string): string[] {
  return (text.normalize('NFKC').toLowerCase().match(WORD) ?? []).slice(0, MAX_WORDS);
}
