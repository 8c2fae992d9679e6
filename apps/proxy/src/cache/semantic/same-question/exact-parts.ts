import { ambiguousMonths, DATE_SIGNS, dateWords } from './lexicon/dates.ts';
import { outputWords } from './lexicon/languages.ts';
import { NEGATING_SIGNS, negations } from './lexicon/negations.ts';
import { NUMBER_SIGNS, numberWords } from './lexicon/number-words.ts';
import { ASKING_SIGNS, HOW_MUCH, questionWords } from './lexicon/question-words.ts';
import { figureUnits, units } from './lexicon/units.ts';
import type { ReadText, Word } from './read-text.ts';

/** What has to be the same in two questions, in this order of telling; the lists are in the order of the text. */
const exactKinds = [
  'code',
  'quoted',
  'address',
  'ids',
  'numbers',
  'dates',
  'negations',
  'units',
  'symbols',
  'asked',
  'output',
] as const;
export type ExactKind = (typeof exactKinds)[number];
export type ExactParts = Record<ExactKind, string[]>;

/** A part and where it stands. */
type Placed = [index: number, part: string];

const FIGURE =
  /(?<![\p{L}\p{N}_.])(?:(?<![^\s(])[-+])?\p{Nd}+(?:[.,:'/⁄-]\p{Nd}+)*(?:(?=[^\p{L}\p{N}_]|$)|(\p{L}+)(?![\p{L}\p{N}_]))/gu;
const SYMBOL = /[<>=*^±≤≥≠≈√∑∫~|#÷×]|\+|(?<![\p{L}])\/|(?<=\d\s)-(?=\s\d)/gu;
const MONEY = /[%$€£¥₹]/gu;
const moneyNames: Record<string, string> = {
  '%': 'percent',
  $: 'usd',
  '€': 'eur',
  '£': 'gbp',
  '¥': 'jpy',
  '₹': 'inr',
};
const ORDINAL = /^(?:st|nd|rd|th|er|ère|ème|e|º|ª)$/u;
/** `A48213`, `user_id`, `os.path`, `v1.2`: letters together with digits, underscores or dots. */
const ID = /^(?=.*\p{L})(?:.*[\p{N}_].*|.*\p{L}\.\p{L}.*)$/u;

/** Finds what has to be the same to the letter. */
export function exactParts({ verbatim, text, words }: ReadText): ExactParts {
  const { numbers, units: figureUnits, taken } = readFigures(text);
  const rest = words.filter(({ index }) => !taken.has(index));
  const of = (kind: (typeof verbatim)[number]['kind']) =>
    verbatim.flatMap((part) => (part.kind === kind ? [part.text] : []));
  const listed = (lexicon: ReadonlyMap<string, string>): Placed[] =>
    rest.flatMap(({ plain, index }) => {
      const name = lexicon.get(plain);
      return name === undefined ? [] : ([[index, name]] as Placed[]);
    });
  const money = signs(text, MONEY).map(([index, sign]): Placed => [index, moneyNames[sign] ?? sign]);
  const howMuch = [...text.matchAll(HOW_MUCH)].map(({ index, 1: what = '' }): Placed => [
    index,
    `how ${what.toLowerCase()}`,
  ]);
  return {
    code: of('code'),
    quoted: of('quoted'),
    address: of('address'),
    ids: rest.filter(isId).map(({ written }) => written),
    numbers: inOrder(numbers, listed(numberWords), signs(text, NUMBER_SIGNS)),
    dates: inOrder(listed(dateWords), months(rest), signs(text, DATE_SIGNS)),
    negations: inOrder(listed(negations), contracted(rest), signs(text, NEGATING_SIGNS)),
    units: inOrder(listed(units), figureUnits, money),
    symbols: inOrder(signs(text, SYMBOL)),
    asked: asSet(listed(questionWords), howMuch, signs(text, ASKING_SIGNS)),
    output: asSet(listed(outputWords)),
  };
}

/** The first kind in which two questions differ; null where they agree. */
export function differingKind(a: ExactParts, b: ExactParts): ExactKind | null {
  const differs = (kind: ExactKind) =>
    a[kind].length !== b[kind].length || a[kind].some((part, index) => part !== b[kind][index]);
  return exactKinds.find(differs) ?? null;
}

/** Figures, and the units that stand directly behind them; `taken` are the places of words read that way. */
function readFigures(text: string): { numbers: Placed[]; units: Placed[]; taken: Set<number> } {
  const numbers: Placed[] = [];
  const found: Placed[] = [];
  const taken = new Set<number>();
  for (const { 0: whole, 1: attached, index } of text.matchAll(FIGURE)) {
    const figure = attached === undefined ? whole : whole.slice(0, -attached.length);
    const behind = /^\s?(\p{L}+(?:\.\p{L})?)/u.exec(text.slice(index + figure.length));
    const word = (behind?.[1] ?? '').toLowerCase();
    const ordinal = attached !== undefined && ORDINAL.test(word);
    const unit = figureUnits.get(word) ?? (attached === undefined ? undefined : units.get(word));
    // "4o" is a name, not four of something.
    if (attached !== undefined && !ordinal && unit === undefined) continue;
    numbers.push([index, plainFigure(figure) + (ordinal ? 'th' : '')]);
    taken.add(index).add(index + (/^[-+]/.test(figure) ? 1 : 0));
    if (unit === undefined) continue;
    found.push([index + 1, unit]);
    if (attached === undefined && behind !== null)
      taken.add(index + figure.length + behind[0].length - word.length);
  }
  return { numbers, units: found, taken };
}

/** `1,000` is `1000`; whether `1.000` is a thousand nobody knows. */
function plainFigure(figure: string): string {
  return /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(figure) ? figure.replaceAll(',', '') : figure;
}

function isId({ written }: Word): boolean {
  return ID.test(written) && !/^\p{L}\.\p{L}$/u.test(written);
}

function months(words: Word[]): Placed[] {
  return words.flatMap(({ written, index, opens }) => {
    const month = opens ? undefined : ambiguousMonths.get(written);
    return month === undefined ? [] : ([[index, month]] as Placed[]);
  });
}

/** "n't", French "n'" and words with "non-", which no list can name one by one. */
function contracted(words: Word[]): Placed[] {
  return words.flatMap(({ plain, index }) => {
    if (negations.has(plain)) return [];
    if (/n't$|^n'/u.test(plain)) return [[index, 'not']] as Placed[];
    return plain.startsWith('non-') ? ([[index, 'non']] as Placed[]) : [];
  });
}

function signs(text: string, pattern: RegExp): Placed[] {
  return [...text.matchAll(pattern)].map(({ index, 0: sign }): Placed => [index, sign.trim()]);
}

function inOrder(...lists: Placed[][]): string[] {
  return lists
    .flat()
    .sort(([a], [b]) => a - b)
    .map(([, part]) => part);
}

function asSet(...lists: Placed[][]): string[] {
  return [...new Set(lists.flat().map(([, part]) => part))].sort();
}
