/** Scripts that are written without blanks between words, or that join particles to them: each sign is a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc\p{Extended_Pictographic}]\p{M}*/gu;
const NOT_IN_WORDS = /[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+/gu;
/** What only says how an emoji is drawn. */
const DRAWING = /[\ufe0e\ufe0f\u200d\u{1f3fb}-\u{1f3ff}]/gu;
const ASCII = /^[\0-\x7f]*$/;

/**
 * A text as its words, in the one form in which they are stored and looked for: Unicode's NFKC, lower case, a blank
 * between words and at both ends, signs left out; '' where there is no word in it. A phrase stands in a text exactly
 * when its form is a part of the text's.
 */
export function searchForm(text: string): string {
  if (ASCII.test(text)) return enclosed(text.toLowerCase().replace(/[^a-z0-9]+/g, ' '));
  return enclosed(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll('ς', 'σ')
      .replace(DRAWING, '')
      .replace(NOT_IN_WORDS, ' ')
      .replace(UNSPACED, ' $& ')
      .replace(/ {2,}/g, ' '),
  );
}

function enclosed(words: string): string {
  const trimmed = words.trim();
  return trimmed === '' ? '' : ` ${trimmed} `;
}

/** The words of a text, in the form in which they are looked for. */
export function searchWords(text: string): string[] {
  return searchForm(text)
    .split(' ')
    .filter((word) => word !== '');
}
