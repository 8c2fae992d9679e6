import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Filter, FilterCondition } from '@heliograph/contracts/filter';
import { type FilterColumn, filterColumn } from './request-columns.ts';

type ParameterType = 'String' | 'Float64' | 'Bool' | 'UUID';

/** Collects values as bound parameters; none ever stands in the statement's text. */
class Parameters {
  readonly values: Record<string, unknown> = {};
  #count = 0;

  bind = (value: unknown, type: ParameterType | `Array(${ParameterType})`): string => {
    const name = `filter_${this.#count++}`;
    this.values[name] = value;
    return `{${name}:${type}}`;
  };
}

const types = { text: 'String', number: 'Float64', boolean: 'Bool', uuid: 'UUID' } as const;
const expected = { text: 'text', number: 'a number', boolean: 'true or false', uuid: 'a UUID' } as const;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Groups in groups beyond this are no question a person asks, and cost the planner. */
const MAX_DEPTH = 12;

/**
 * A filter as a WHERE expression with its bound parameters.
 * Throws `invalid_request` naming the field where a value or an operator doesn't fit it.
 */
export function filterToSql(filter: Filter): { sql: string; parameters: Record<string, unknown> } {
  const parameters = new Parameters();
  return { sql: expression(filter, parameters, 0), parameters: parameters.values };
}

function expression(filter: Filter, parameters: Parameters, depth: number): string {
  if (depth > MAX_DEPTH) refuse(`The filter has groups more than ${MAX_DEPTH} deep; flatten it.`);
  const inner = (child: Filter) => expression(child, parameters, depth + 1);
  if ('and' in filter) return `(${filter.and.map(inner).join(' AND ')})`;
  if ('or' in filter) return `(${filter.or.map(inner).join(' OR ')})`;
  if ('not' in filter) return `NOT ${inner(filter.not)}`;
  return `(${condition(filter, parameters)})`;
}

function condition(filter: FilterCondition, parameters: Parameters): string {
  const { field, operator, value } = filter;
  const column = filterColumn(field, parameters.bind);
  if (operator === 'exists') {
    if (typeof value !== 'boolean') refuse(`${field}: "exists" takes true or false.`);
    return value ? column.exists : `NOT (${column.exists})`;
  }
  if (operator === 'in') {
    if (!Array.isArray(value)) refuse(`${field}: "in" takes a list.`);
    const list = value.map((item) => checked(field, column, item));
    return `${column.sql} IN ${parameters.bind(list, `Array(${types[column.kind]})`)}`;
  }
  if (Array.isArray(value)) refuse(`${field}: "${operator}" takes one value; use "in" for a list.`);
  if (operator === 'contains' || operator === 'startsWith') {
    if (column.kind !== 'text') refuse(`${field}: "${operator}" is for text; use "=" or a comparison.`);
    const part = parameters.bind(checked(field, column, value), 'String');
    return operator === 'contains'
      ? `positionCaseInsensitiveUTF8(${column.sql}, ${part}) > 0`
      : `startsWith(lowerUTF8(${column.sql}), lowerUTF8(${part}))`;
  }
  if (operator !== '=' && operator !== '!=' && column.kind !== 'number') {
    refuse(`${field}: "${operator}" is for numbers.`);
  }
  return `${column.sql} ${operator} ${parameters.bind(checked(field, column, value), types[column.kind])}`;
}

/** The value, if it is of the column's kind. */
function checked(field: string, column: FilterColumn, value: string | number | boolean): unknown {
  const fits =
    column.kind === 'text'
      ? typeof value === 'string'
      : column.kind === 'uuid'
        ? typeof value === 'string' && UUID.test(value)
        : typeof value === column.kind;
  if (!fits)
    refuse(`${field} is compared with ${JSON.stringify(value)}, but takes ${expected[column.kind]}.`);
  return value;
}

function refuse(message: string): never {
  throw new HeliographError('invalid_request', message);
}
