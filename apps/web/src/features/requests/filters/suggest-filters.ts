import type { Request } from '@heliograph/contracts/request';
import {
  describeField,
  findRequestField,
  requestFieldNames,
  requestFields,
  shortFieldName,
} from '@heliograph/contracts/request-fields';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import { searchForm } from '@heliograph/contracts/search-text';
import {
  proposePropertyNames,
  proposePropertyValues,
  proposeValues,
  proposesValuesOf,
} from './filter-values.ts';

/** What may stand in the place of a draft. */
export interface Suggestion {
  /** The condition as far as it is known. */
  text: string;
  label: string;
  hint: string;
  /** Whether it is a whole condition. */
  done: boolean;
}

const MOST_PROPERTIES = 8;
const statuses = [
  ['2xx', 'Answered'],
  ['4xx', 'Refused'],
  ['5xx', 'Failed'],
  ['429', 'Too many requests'],
] as const;
const outcomes = [
  ['success', 'Answered in full'],
  ['failed', 'Refused, failed or broken off'],
  ['cancelled', 'The caller left'],
] as const;
const examples: Record<string, readonly string[]> = {
  ms: ['>1s', '>5s', '<200ms'],
  usd: ['>0.01', '>0.1', '>1'],
  tokens: ['>1k', '>10k', '>100k'],
};

/** Proposals for the condition that is being written; `rows` are those at hand. */
export function suggestFilters(draft: string, rows: readonly Request[]): Suggestion[] {
  const text = draft.trimStart();
  const sign = text.startsWith('-') ? '-' : '';
  const condition = text.slice(sign.length);
  const colon = condition.indexOf(':');
  const found = colon === -1 ? suggestFields(condition, rows) : suggestValues(condition, colon, rows);
  return found.map((suggestion) => ({ ...suggestion, text: sign + suggestion.text }));
}

function suggestFields(typed: string, rows: readonly Request[]): Suggestion[] {
  const part = typed.toLowerCase();
  const begins = (text: string): boolean => text.toLowerCase().startsWith(part);
  const fields = requestFieldNames
    .map((name) => ({ short: shortFieldName(name), label: requestFields[name].label }))
    .filter(({ short, label }) => begins(short) || label.toLowerCase().includes(part))
    // What begins so comes before what only contains it.
    .sort((left, right) => Number(begins(right.short)) - Number(begins(left.short)))
    .map(({ short, label }): Suggestion => ({ text: `${short}:`, label: short, hint: label, done: false }));
  const properties = proposePropertyNames(rows, part.replace(/^property\.?/, '')).slice(0, MOST_PROPERTIES);
  return [
    ...fields,
    ...properties.map((name) => {
      const field = printFilter({ field: `property.${name}`, operator: 'exists', value: true }).slice(0, -1);
      return { text: field, label: field.slice(0, -1), hint: 'Property', done: false };
    }),
    ...suggestWords(typed),
  ];
}

/** What was typed as a phrase to look for. */
function suggestWords(typed: string): Suggestion[] {
  const value = typed.trim().replace(/^"|"$/g, '');
  if (searchForm(value) === '') return [];
  const text = printFilter({ field: 'text', operator: 'contains', value });
  return [{ text, label: value, hint: 'In request or response', done: true }];
}

function suggestValues(condition: string, colon: number, rows: readonly Request[]): Suggestion[] {
  const name = condition.slice(0, colon);
  const typed = condition.slice(colon + 1).replace(/^"|"$/g, '');
  const written = condition.slice(0, colon + 1);
  const plain = (pairs: readonly (readonly [string, string])[]): Suggestion[] =>
    pairs
      .filter(([value]) => value.startsWith(typed.toLowerCase()))
      .map(([value, hint]) => ({ text: written + value, label: value, hint, done: true }));
  if (/^property\./i.test(name)) {
    const property = name.slice('property.'.length).replace(/^"|"$/g, '');
    return values(`property.${property}`, proposePropertyValues(rows, property, typed));
  }
  const field = findRequestField(name);
  if (field === null) return [];
  const { kind, unit } = describeField(field);
  if (field === 'status') return plain(statuses);
  if (field === 'outcome') return plain(outcomes);
  if (kind === 'boolean')
    return plain([
      ['true', 'Yes'],
      ['false', 'No'],
    ]);
  if (kind === 'number') return plain((examples[unit ?? ''] ?? []).map((example) => [example, 'Example']));
  return proposesValuesOf(field) ? values(field, proposeValues(rows, field, typed)) : [];
}

function values(field: string, found: readonly string[]): Suggestion[] {
  return found.map((value) => ({
    text: printFilter({ field, operator: '=', value }),
    label: value === '' ? '(empty)' : value,
    hint: '',
    done: true,
  }));
}
