import { OPPOSING_PREFIXES, OPPOSING_SUFFIXES, PARTICLES, sides } from './lexicon/opposites.ts';
import type { ReadText } from './read-text.ts';

/** Shorter words turn into others by mere chance. */
const MIN_LETTERS = 3;

/** Whether two questions take opposite sides: "safe" and "unsafe", "enable" and "disable", "log in" and "log out". */
export function haveOpposites(a: ReadText, b: ReadText): boolean {
  return takeOtherSides(sidesOf(a), sidesOf(b)) || areTurnedRound(a, b) || areTurnedRound(b, a);
}

/** Of each pair of opposites, the sides a text takes, in order. */
function sidesOf({ text, words }: ReadText): Map<string, string> {
  const taken = new Map<string, string>();
  const take = (pair: string, side: string) => {
    const before = taken.get(pair) ?? '';
    if (!before.endsWith(side)) taken.set(pair, before + side);
  };
  for (const { plain } of words) {
    for (const side of sides.get(plain) ?? []) take(side.slice(0, -1), side.slice(-1));
  }
  for (const found of text.matchAll(PARTICLES))
    take('particle', ` ${(found[1] ?? found[2] ?? '').toLowerCase()}`);
  return taken;
}

function takeOtherSides(a: Map<string, string>, b: Map<string, string>): boolean {
  for (const [pair, side] of a) {
    const other = b.get(pair);
    if (other !== undefined && other !== side) return true;
  }
  return false;
}

/** Whether `b` has the opposite of a word that only `a` has: "paid" and "unpaid", "sugar" and "sugar-free". */
function areTurnedRound(a: ReadText, b: ReadText): boolean {
  const mine = new Set(a.words.map(({ plain }) => plain));
  const others = new Set(b.words.map(({ plain }) => plain).filter((word) => !mine.has(word)));
  if (others.size === 0) return false;
  for (const word of mine) {
    if (word.length < MIN_LETTERS) continue;
    if (OPPOSING_PREFIXES.some((prefix) => others.has(prefix + word))) return true;
    const stem = word.replace(/(?:ful|voll|vol)$/u, '');
    if (OPPOSING_SUFFIXES.some((suffix) => others.has(stem + suffix))) return true;
  }
  return false;
}
