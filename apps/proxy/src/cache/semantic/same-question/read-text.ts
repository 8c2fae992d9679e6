import { cutVerbatim, type VerbatimPart } from './cut-verbatim.ts';

/** A word of a question. */
export interface Word {
  /** As it was written. */
  written: string;
  /** In lower case, without the 's of a possessive. */
  plain: string;
  /** Where it stands in the text. */
  index: number;
  /** First of the text, of a sentence or of a line: a capital letter says nothing there. */
  opens: boolean;
}

/** A question taken apart, once for all comparisons. */
export interface ReadText {
  /** Code, quotations and addresses, which are compared as they are. */
  verbatim: VerbatimPart[];
  /** All the rest, in one form of quotes, dashes, full-width letters and white space. */
  text: string;
  words: Word[];
}

/** Letters, marks and digits of any writing; apostrophes, dots and hyphens between them belong to the word. */
const WORD = /[\p{L}\p{N}\p{M}_]+(?:['.-][\p{L}\p{N}\p{M}_]+)*/gu;
const SENTENCE_ENDED = /[.!?…。！？\n:;"([{–—•*]\s*$/u;

/** Brings a text into one form and finds its parts. */
export function readText(raw: string): ReadText {
  const { verbatim, text } = cutVerbatim(raw.normalize('NFKC').replace(/[‐‑‒−]/gu, '-'));
  const words: Word[] = [];
  let end = 0;
  for (const { 0: written, index } of text.matchAll(WORD)) {
    const plain = written.toLowerCase().replace(/'s$/u, '');
    words.push({
      written,
      plain,
      index,
      opens: words.length === 0 || SENTENCE_ENDED.test(text.slice(end, index)),
    });
    end = index + written.length;
  }
  return { verbatim, text, words };
}
