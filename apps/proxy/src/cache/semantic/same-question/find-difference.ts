import { contentWords } from './content-words.ts';
import { differingKind, type ExactKind, exactParts, type ExactParts } from './exact-parts.ts';
import { haveOpposites } from './opposite-words.ts';
import { readText, type ReadText } from './read-text.ts';
import { haveSameLanguage } from './same-language.ts';
import { haveSameNames } from './same-names.ts';
import { haveSameOrder } from './same-order.ts';

/** Why two questions don't count as the same, however alike their vectors are. */
export type Difference = ExactKind | 'language' | 'names' | 'opposites' | 'order' | 'details';

/** A question ready to be compared. */
export interface CheckedText extends ReadText {
  exact: ExactParts;
}

/** The more words there are, the less one of them moves a vector; from here on all that say something have to agree. */
const LONG_WORDS = 48;
const LONG_CHARACTERS = 400;

export function checkedText(raw: string): CheckedText {
  const read = readText(raw);
  return { ...read, exact: exactParts(read) };
}

/**
 * The check after the vectors matched: measured similarities of order numbers, of negations and of exchanged names are
 * beyond any threshold (0.994 between two order numbers). Gives the first difference that decides, null for none. What
 * it doesn't know costs a hit rather than a wrong answer wherever it can be told.
 */
export function findDifference(a: CheckedText, b: CheckedText): Difference | null {
  const kind = differingKind(a.exact, b.exact);
  if (kind !== null) return kind;
  if (!haveSameLanguage(a, b)) return 'language';
  if (!haveSameNames(a, b)) return 'names';
  if (haveOpposites(a, b)) return 'opposites';
  if (!haveSameOrder(a, b)) return 'order';
  return (isLong(a) || isLong(b)) && !haveSameDetails(a, b) ? 'details' : null;
}

function isLong({ words, text }: ReadText): boolean {
  return words.length > LONG_WORDS || text.length > LONG_CHARACTERS;
}

function haveSameDetails(a: ReadText, b: ReadText): boolean {
  const [one, other] = [new Set(contentWords(a)), new Set(contentWords(b))];
  return one.size === other.size && [...one].every((word) => other.has(word));
}
