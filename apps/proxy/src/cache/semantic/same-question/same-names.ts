import { commonWords } from './lexicon/languages.ts';
import { dateWords } from './lexicon/dates.ts';
import { units } from './lexicon/units.ts';
import { isContentWord } from './content-words.ts';
import type { ReadText, Word } from './read-text.ts';

/** Words that questions and orders begin with; a capital letter makes no name of them. */
const OPENERS = new Set(
  `please hi hello hey explain define describe tell list give write show summarize summarise translate find compare name
  state suggest recommend create make build generate provide help need want looking should would could does did will has
  have which whose whom there some any also if so then thanks thank good best briefly quickly are am is was were i'm i've
  bitte erkläre erklären nenne beschreibe zeige schreibe hallo wieso weshalb welche welcher welches gibt hat haben soll
  expliquez explique donne donnez décris écris bonjour est-ce y-a-t-il explica explícame dame escribe describe hola cuál
  cuáles spiega descrivi scrivi ciao explique descreva escreva olá leg geef beschrijf schrijf`.split(/\s+/),
);

/**
 * Whether two questions name the same, in the same order. A name is a word with a capital letter where none is due; at
 * the beginning of a sentence it may be one, which counts where both texts have one that the other lacks.
 */
export function haveSameNames(a: ReadText, b: ReadText): boolean {
  const [mine, theirs] = [namesOf(a), namesOf(b)];
  const wordsOfA = forms(a);
  const wordsOfB = forms(b);
  const lacking = (names: Word[], in_: Map<string, number>) =>
    names.filter((name) => placeOf(name, in_) === null);
  const missingInB = lacking(mine.sure, wordsOfB);
  const missingInA = lacking(theirs.sure, wordsOfA);
  if (missingInB.length > 0 || missingInA.length > 0) return false;
  if (lacking(mine.possible, wordsOfB).length > 0 && lacking(theirs.possible, wordsOfA).length > 0)
    return false;
  const places = mine.sure.map((name) => placeOf(name, wordsOfB) ?? 0);
  return places.every((place, index) => index === 0 || (places[index - 1] ?? 0) <= place);
}

function namesOf({ words, text }: ReadText): { sure: Word[]; possible: Word[] } {
  const shouts = !/\p{Ll}/u.test(text);
  const sure: Word[] = [];
  const possible: Word[] = [];
  if (shouts) return { sure, possible };
  for (const word of words) {
    const { written, plain, opens } = word;
    const capitals = written.match(/\p{Lu}/gu)?.length ?? 0;
    if (capitals === 0 || /^i(?:'|$)/u.test(plain)) continue;
    if (capitals > 1 || (!opens && /^\p{Lu}/u.test(written))) {
      if (!isCommon(plain)) sure.push(word);
    } else if (isContentWord(plain) && !OPENERS.has(plain)) possible.push(word);
  }
  return { sure, possible };
}

/** Titles write "What Is the Capital"; such words name nothing. Days and units are compared elsewhere. */
function isCommon(plain: string): boolean {
  if (OPENERS.has(plain) || dateWords.has(plain) || units.has(plain)) return true;
  return Object.values(commonWords).some((words) => words.has(plain));
}

/** The words of a text by what they are recognised by, with the first place of each. */
function forms({ words }: ReadText): Map<string, number> {
  const places = new Map<string, number>();
  for (const { plain, index } of words) {
    for (const form of [plain, stem(plain), ...plain.split('-')])
      if (!places.has(form)) places.set(form, index);
  }
  return places;
}

function placeOf({ plain }: Word, places: Map<string, number>): number | null {
  return places.get(plain) ?? places.get(stem(plain)) ?? null;
}

/** "Frankreichs", "Teslas": a plural's or a genitive's s. */
function stem(plain: string): string {
  return plain.length > 3 ? plain.replace(/'?s$/u, '') : plain;
}
