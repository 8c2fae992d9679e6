import { type FilterPart, splitFilter } from '@heliograph/contracts/filter-text/parse-filter';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import { describeField, findRequestField } from '@heliograph/contracts/request-fields';
import type { Filter, FilterField } from '@heliograph/contracts/filter';
import { formatProvider } from '../format/format-provider.ts';

/** A value by which a press filters; `field` as in the filter grammar. */
export interface FilterEntry {
  field: FilterField;
  value: string | number | boolean;
}

/** How a part of a filter looks as a chip. */
export interface ChipText {
  /** Null where the part is no single condition: then `value` is all of it, as written. */
  label: string | null;
  verb: string;
  value: string;
}

const CONDITION = /^(-|NOT\s+)?([A-Za-z][\w-]*|property\.(?:"(?:[^"\\]|\\.)*"|[^\s(),":]+)):(.*)$/s;
const verbs: readonly [string, string, string][] = [
  ['>=', '≥', '<'],
  ['<=', '≤', '>'],
  ['!=', 'is not', 'is'],
  ['>', '>', '≤'],
  ['<', '<', '≥'],
  ['~', 'contains', 'does not contain'],
  ['=', 'is', 'is not'],
];

export function chipText({ text, filter }: FilterPart): ChipText {
  const words = wordsChip(filter);
  if (words !== null) return words;
  const [, not = '', name = '', rest = ''] = CONDITION.exec(text) ?? [];
  if (name === '') return { label: null, verb: '', value: text };
  const isProperty = name.startsWith('property.');
  const field = isProperty ? name : findRequestField(name);
  if (field === null) return { label: null, verb: '', value: text };
  const label = isProperty ? unquoted(name.slice('property.'.length)) : describeField(field).label;
  if (rest === '*') return { label, verb: '', value: not === '' ? 'is set' : 'is not set' };
  const [sign, does, doesNot] = verbs.find(([sign]) => rest.startsWith(sign)) ?? ['', 'is', 'is not'];
  const value = unquoted(rest.slice(sign.length));
  return {
    label,
    verb: not === '' ? does : doesNot,
    value: field === 'provider' ? formatProvider(value) : value,
  };
}

/** A condition that looks for words: these may stand by themselves, and `:` means something else. */
function wordsChip(filter: Filter): ChipText | null {
  const isNot = 'not' in filter;
  const condition = isNot ? filter.not : filter;
  if (!('operator' in condition) || describeField(condition.field).kind !== 'words') return null;
  const { operator, value, field } = condition;
  const { label } = describeField(field);
  if (operator === 'exists') return { label, verb: '', value: value === true ? 'is set' : 'is not set' };
  const verb = isNot ? 'does not contain' : 'contains';
  return { label, verb, value: `${String(value)}${operator === 'startsWith' ? '…' : ''}` };
}

function unquoted(text: string): string {
  return /^"(?:[^"\\]|\\.)*"$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text;
}

/** What people call a field of an entry. */
export function entryLabel({ field }: FilterEntry): string {
  return field.startsWith('property.') ? field.slice('property.'.length) : describeField(field).label;
}

/** The filter with one more value. Several values of one field mean any of them. */
export function addEntry(filter: string, entry: FilterEntry): string {
  return editValues(filter, entry.field, false, (values) =>
    values.includes(entry.value) ? values : [...values, entry.value],
  );
}

/** Whether the filter asks for a value, or for requests without it, side by side with its other conditions. */
export type EntryState = 'included' | 'excluded' | null;

export function entryState(parts: readonly FilterPart[], { field, value }: FilterEntry): EntryState {
  const has = (negated: boolean): boolean =>
    parts.some((part) => valuesOf(part, field, negated)?.includes(value) === true);
  return has(false) ? 'included' : has(true) ? 'excluded' : null;
}

/** The values of a field that the filter asks for or rules out, side by side with its other conditions. */
export function chosenValues(parts: readonly FilterPart[], field: FilterField): FilterEntry['value'][] {
  return parts.flatMap((part) => valuesOf(part, field, false) ?? valuesOf(part, field, true) ?? []);
}

/** The filter with the value asked for, or for requests without it; without either where that is what it says already. */
export function toggleEntry(filter: string, entry: FilterEntry, want: 'included' | 'excluded'): string {
  const { field, value } = entry;
  const split = splitFilter(filter);
  const state = entryState(split.ok ? split.parts : [], entry);
  const rest =
    state === null
      ? filter
      : editValues(filter, field, state === 'excluded', (values) =>
          values.filter((known) => known !== value),
        );
  if (state === want) return rest;
  return editValues(rest, field, want === 'excluded', (values) => [...values, value]);
}

type Values = FilterEntry['value'][];

/** The filter with other values in the part that compares the field with some, or with such a part at its end. */
function editValues(
  filter: string,
  field: FilterField,
  negated: boolean,
  change: (values: Values) => Values,
): string {
  const split = splitFilter(filter);
  const parts = split.ok ? split.parts : [];
  const same = parts.findIndex((part) => valuesOf(part, field, negated) !== null);
  const before = parts[same] === undefined ? [] : (valuesOf(parts[same], field, negated) ?? []);
  const values = change(before);
  if (values === before) return filter;
  const [only] = values;
  const texts = parts.map(({ text }) => text);
  const added = only === undefined ? [] : [printValues(field, negated, values.length === 1 ? only : values)];
  if (same === -1) texts.push(...added);
  else texts.splice(same, 1, ...added);
  return joinParts(texts);
}

function printValues(field: FilterField, negated: boolean, value: FilterEntry['value'] | Values): string {
  const condition: Filter = { field, operator: Array.isArray(value) ? 'in' : '=', value };
  return printFilter(negated ? { not: condition } : condition);
}

/** The values that a part compares the field with (or rules out), where that is all it does. */
function valuesOf({ filter }: Pick<FilterPart, 'filter'>, field: string, negated: boolean): Values | null {
  if ('not' in filter) return negated ? valuesOf({ filter: filter.not }, field, false) : null;
  if (!('operator' in filter) || filter.field.toLowerCase() !== field.toLowerCase()) return null;
  const { operator, value } = filter;
  if (operator === (negated ? '!=' : '=') && !Array.isArray(value)) return [value];
  return !negated && operator === 'in' && Array.isArray(value) ? value : null;
}

/** Parts side by side as one text; alternatives go into brackets as soon as something stands beside them. */
export function joinParts(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : texts.map(bracketed).join(' ');
}

function bracketed(text: string): string {
  const split = splitFilter(`${text} stream:true`);
  return split.ok && split.parts[0]?.text === text ? text : `(${text})`;
}
