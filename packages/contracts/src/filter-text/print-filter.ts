import type { Filter, FilterCondition } from '../filter.ts';
import { describeField, readNamedField, shortFieldName } from '../request-fields.ts';

/** A filter as people write it; {@link parseFilter} reads it back to one that means the same. */
export function printFilter(filter: Filter): string {
  return print(filter, 0);
}

/** What binds how tightly: 0 takes alternatives as they are, 1 conditions side by side, 2 only a single one. */
function print(filter: Filter, binding: 0 | 1 | 2): string {
  if ('or' in filter) {
    const text = filter.or.map((part) => print(part, filter.or.length > 1 ? 1 : binding)).join(' OR ');
    return binding > 0 && filter.or.length > 1 ? `(${text})` : text;
  }
  if ('and' in filter) {
    const text = filter.and.map((part) => print(part, filter.and.length > 1 ? 2 : binding)).join(' ');
    return binding > 1 && filter.and.length > 1 ? `(${text})` : text;
  }
  if ('not' in filter) return `-${print(filter.not, 2)}`;
  return printCondition(filter);
}

function printCondition({ field, operator, value }: FilterCondition): string {
  const name = fieldName(field);
  if (describeField(field).kind === 'words' && operator !== 'exists') {
    const words = `${spoken(String(one(value)))}${operator === 'startsWith' ? '*' : ''}`;
    return field === 'text' ? words : `${name}:${words}`;
  }
  switch (operator) {
    case 'exists':
      return value === true ? `${name}:*` : `-${name}:*`;
    case 'in':
      return `${name}:${(Array.isArray(value) ? value : [value]).map((item) => literal(item)).join(',')}`;
    case 'startsWith':
      return `${name}:${literal(one(value))}*`;
    case 'contains':
      return `${name}:~${literal(one(value))}`;
    case '=':
      return `${name}:${literal(one(value))}`;
    default:
      return `${name}:${operator}${literal(one(value))}`;
  }
}

function one(value: FilterCondition['value']): string | number | boolean {
  return Array.isArray(value) ? (value[0] ?? '') : value;
}

function fieldName(field: string): string {
  const named = readNamedField(field);
  if (named === null) return shortFieldName(field);
  const { kind, name } = named;
  return `${kind}.${/^[^\s(),":]+$/.test(name) ? name : quoted(name)}`;
}

/** Bare where nothing in it means more than itself. */
function literal(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return /^[^\s(),"<>=!~*]+$/.test(value) && !/\.\./.test(value) ? value : quoted(value);
}

/** Bare where it reads as one word, and as nothing else. */
function spoken(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]*$/u.test(text) && !/^(AND|OR|NOT)$/.test(text)
    ? text
    : quoted(text);
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
