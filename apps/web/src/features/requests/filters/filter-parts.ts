import type { Filter } from '@heliograph/contracts/filter';
import { type FilterPart, splitFilter } from '@heliograph/contracts/filter-text/parse-filter';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import { describeField, findRequestField } from '@heliograph/contracts/request-fields';
import type { FilterField } from '@heliograph/contracts/filter';
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
export function addEntry(filter: string, { field, value }: FilterEntry): string {
  const split = splitFilter(filter);
  const parts = split.ok ? split.parts : [];
  const same = parts.findIndex((part) => valuesOf(part, field) !== null);
  const values = [...(parts[same] === undefined ? [] : (valuesOf(parts[same], field) ?? []))];
  if (values.includes(value)) return filter;
  values.push(value);
  const text = printFilter(
    values.length === 1 ? { field, operator: '=', value } : { field, operator: 'in', value: values },
  );
  const texts = parts.map((part) => part.text);
  if (same === -1) texts.push(text);
  else texts[same] = text;
  return joinParts(texts);
}

/** The values that a part compares the field with, where that is all it does. */
function valuesOf({ filter }: FilterPart, field: string): (string | number | boolean)[] | null {
  if (!('operator' in filter) || filter.field.toLowerCase() !== field.toLowerCase()) return null;
  if (filter.operator === '=' && !Array.isArray(filter.value)) return [filter.value];
  return filter.operator === 'in' && Array.isArray(filter.value) ? filter.value : null;
}

/** Parts side by side as one text; alternatives go into brackets as soon as something stands beside them. */
export function joinParts(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : texts.map(bracketed).join(' ');
}

function bracketed(text: string): string {
  const split = splitFilter(`${text} stream:true`);
  return split.ok && split.parts[0]?.text === text ? text : `(${text})`;
}
