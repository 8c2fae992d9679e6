import { commonWords } from './lexicon/languages.ts';
import type { ReadText } from './read-text.ts';

const common = new Set(Object.values(commonWords).flatMap((words) => [...words]));

/** Whether a word says something of its own; the others only hold sentences together. */
export function isContentWord(plain: string): boolean {
  return !common.has(plain);
}

export function contentWords({ words }: ReadText): string[] {
  return words.map(({ plain }) => plain).filter(isContentWord);
}
