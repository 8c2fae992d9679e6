import { commonWords } from './lexicon/languages.ts';
import type { ReadText } from './read-text.ts';

const scripts = {
  latin: /\p{Script=Latin}/gu,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  han: /\p{Script=Han}/gu,
  hangul: /\p{Script=Hangul}/gu,
  cyrillic: /\p{Script=Cyrillic}/gu,
  arabic: /\p{Script=Arabic}/gu,
  hebrew: /\p{Script=Hebrew}/gu,
  greek: /\p{Script=Greek}/gu,
  devanagari: /\p{Script=Devanagari}/gu,
  thai: /\p{Script=Thai}/gu,
};

/** Whether nothing says that two questions are in different languages; an answer is in the question's. */
export function haveSameLanguage(a: ReadText, b: ReadText): boolean {
  if (scriptOf(a.text) !== scriptOf(b.text)) return false;
  const [one, other] = [languagesOf(a), languagesOf(b)];
  return one.size === 0 || other.size === 0 || [...one].some((language) => other.has(language));
}

/** The writing most of the text is in; Japanese is told by its kana, of which it needs few. */
function scriptOf(text: string): string {
  let best = '';
  let most = 0;
  for (const [name, pattern] of Object.entries(scripts)) {
    const count = (text.match(pattern)?.length ?? 0) * (name === 'kana' ? 3 : 1);
    if (count > most) [best, most] = [name, count];
  }
  return best;
}

/** The languages whose frequent words the text has most of; none where it has no such words. */
function languagesOf({ words }: ReadText): Set<string> {
  let best = new Set<string>();
  let most = 0;
  for (const [language, common] of Object.entries(commonWords)) {
    const count = words.filter(({ plain }) => common.has(plain)).length;
    if (count > most) [best, most] = [new Set([language]), count];
    else if (count === most && count > 0) best.add(language);
  }
  return best;
}
