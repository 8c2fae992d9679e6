import { contentWords, isContentWord } from './content-words.ts';
import type { ReadText } from './read-text.ts';

/** Words behind which stands who or what something goes to, comes from or is measured by. */
const DIRECTIONS = new Set(
  `from to into onto than over under by versus vs toward towards before after against instead
  von nach zu zum zur als über statt durch gegen de à vers que sur par avant après a hacia desde sobre por antes da verso
  di prima dopo para van naar dan door из в от до на чем`.split(/\s+/),
);

/**
 * Whether two questions have their words in the same roles. Vectors hardly see the difference between "from A to B" and
 * "from B to A": the same content words in another order, or two that changed places behind a preposition, don't count as
 * the same question.
 */
export function haveSameOrder(a: ReadText, b: ReadText): boolean {
  return !areRearranged(contentWords(a), contentWords(b)) && !haveSwapped(a, b);
}

function areRearranged(a: string[], b: string[]): boolean {
  if (a.length !== b.length || a.every((word, index) => word === b[index])) return false;
  const [one, other] = [[...a].sort(), [...b].sort()];
  return one.every((word, index) => word === other[index]);
}

function haveSwapped(a: ReadText, b: ReadText): boolean {
  const [ends, otherEnds] = [directionsOf(a), directionsOf(b)];
  const [words, otherWords] = [new Set(contentWords(a)), new Set(contentWords(b))];
  for (const [direction, here] of ends) {
    const there = otherEnds.get(direction);
    if (there === undefined) continue;
    const onlyHere = [...here].some((word) => !there.has(word) && otherWords.has(word));
    const onlyThere = [...there].some((word) => !here.has(word) && words.has(word));
    if (onlyHere && onlyThere) return true;
  }
  return false;
}

/** Of each direction, the first content words behind it. */
function directionsOf({ words }: ReadText): Map<string, Set<string>> {
  const ends = new Map<string, Set<string>>();
  for (const [index, { plain }] of words.entries()) {
    if (!DIRECTIONS.has(plain)) continue;
    const next = words.slice(index + 1, index + 5).find((word) => isContentWord(word.plain));
    if (next !== undefined) ends.set(plain, (ends.get(plain) ?? new Set()).add(next.plain));
  }
  return ends;
}
