import { HeliographError } from '@heliograph/contracts/error-codes';
import type { FilterCondition } from '@heliograph/contracts/filter';
import type { WordsFieldName } from '@heliograph/contracts/request-fields';
import { searchForm, searchWords } from '@heliograph/contracts/search-text';

/** The columns that hold what was said, in the form of {@link searchForm}. */
const columnsOf: Record<WordsFieldName, readonly string[]> = {
  text: ['request_text', 'response_text'],
  requestText: ['request_text'],
  responseText: ['response_text'],
};

type Bind = (value: unknown, type: 'String' | 'Array(String)') => string;

/** ClickHouse looks for at most 64 tokens at once; the rest of a phrase is compared as text. */
const MOST_TOKENS = 32;

/** Whether a field is one in which words are looked for. */
export function isWordsField(field: string): field is WordsFieldName {
  return Object.hasOwn(columnsOf, field);
}

/**
 * Whether a phrase stands in the columns: the text index finds its words, and where it has more than one, the text itself
 * says whether they stand side by side. Throws `invalid_request` where there is nothing to look for.
 */
export function wordsToSql(
  { field, operator, value }: Omit<FilterCondition, 'field'> & { field: WordsFieldName },
  bind: Bind,
): string {
  const anywhere = (inColumn: (column: string) => string) =>
    columnsOf[field].map((column) => `(${inColumn(column)})`).join(' OR ');
  if (operator === 'exists' && typeof value === 'boolean')
    return `${value ? '' : 'NOT '}(${anywhere((column) => `${column} != ''`)})`;
  if ((operator !== 'contains' && operator !== 'startsWith') || typeof value !== 'string')
    throw new HeliographError(
      'invalid_request',
      `${field} takes "contains" with a word or phrase, "startsWith" where its last word is unfinished, or "exists".`,
    );
  const words = searchWords(value);
  const last = words.at(-1);
  if (last === undefined)
    throw new HeliographError('invalid_request', `${field}: there is no word in ${JSON.stringify(value)}.`);
  const unfinished = operator === 'startsWith';
  const whole = [...new Set(unfinished ? words.slice(0, -1) : words)].slice(0, MOST_TOKENS);
  const tokens = whole.length === 0 ? null : bind(whole, 'Array(String)');
  const pattern = unfinished ? bind(`%${last}%`, 'String') : null;
  const form = searchForm(value);
  const phrase = unfinished || words.length > 1 ? bind(unfinished ? form.trimEnd() : form, 'String') : null;
  return anywhere((column) =>
    [
      tokens === null ? [] : `hasAllTokens(${column}, ${tokens})`,
      // The dictionary of the index is searched by it, which it can't be by position().
      pattern === null ? [] : `${column} LIKE ${pattern}`,
      phrase === null ? [] : `position(${column}, ${phrase}) > 0`,
    ]
      .flat()
      .join(' AND '),
  );
}
