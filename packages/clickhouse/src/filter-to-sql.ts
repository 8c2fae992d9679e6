import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Filter, FilterCondition } from '@heliograph/contracts/filter';
import { readNamedField } from '@heliograph/contracts/request-fields';
import { isWordsField, wordsToSql } from './words-to-sql.ts';
import { type FilterColumn, type FilterExpression, filterColumn } from './request-columns.ts';

type ParameterType = 'String' | 'Float64' | 'Bool' | 'UUID';

/** Collects values as bound parameters; none ever stands in the statement's text. */
class Parameters {
  readonly values: Record<string, unknown> = {};
  readonly #prefix: string;
  #count = 0;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  bind = (value: unknown, type: ParameterType | `Array(${ParameterType})`): string => {
    const name = `${this.#prefix}_${this.#count++}`;
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
 * A filter as a WHERE expression over `requests` with its bound parameters, beside which `organizationId` has to be bound.
 * `changed` are the keys of the properties that were changed after some request was logged.
 * Throws `invalid_request` naming the field where a value or an operator doesn't fit it.
 */
export function filterToSql(
  filter: Filter,
  changed: ReadonlySet<string> = new Set(),
  { prefix = 'filter', propertyColumn }: OtherTable = {},
): { sql: string; parameters: Record<string, unknown> } {
  const parameters = new Parameters(prefix);
  const reading = { parameters, changed, propertyColumn };
  return { sql: expression(filter, reading, 0), parameters: parameters.values };
}

/** For a table beside `requests` that has some of its columns. */
interface OtherTable {
  /** Of the names of parameters, where both tables stand in one query. */
  prefix?: string;
  /** Holds the value of the only property that the filter may name; all rows have one. */
  propertyColumn?: string | undefined;
}

interface Reading {
  parameters: Parameters;
  changed: ReadonlySet<string>;
  propertyColumn: string | undefined;
}

function expression(filter: Filter, reading: Reading, depth: number): string {
  if (depth > MAX_DEPTH) refuse(`The filter has groups more than ${MAX_DEPTH} deep; flatten it.`);
  const inner = (child: Filter) => expression(child, reading, depth + 1);
  if ('and' in filter) return `(${filter.and.map(inner).join(' AND ')})`;
  if ('or' in filter) return `(${filter.or.map(inner).join(' OR ')})`;
  if ('not' in filter) return `NOT ${inner(filter.not)}`;
  return `(${condition(filter, reading)})`;
}

function condition(filter: FilterCondition, { parameters, changed, propertyColumn }: Reading): string {
  if (isWordsField(filter.field)) return wordsToSql({ ...filter, field: filter.field }, parameters.bind);
  const column: FilterColumn =
    propertyColumn !== undefined && readNamedField(filter.field)?.kind === 'property'
      ? { sql: propertyColumn, kind: 'text', exists: 'true' }
      : filterColumn(filter.field, parameters.bind, changed);
  const logged = comparison(filter, column, column, parameters);
  if (column.later === undefined) return logged;
  const { from, ...later } = column.later;
  return `id IN (SELECT id ${from} AND (${comparison(filter, column, later, parameters)}))
    OR ((${logged}) AND id NOT IN (SELECT id ${from}))`;
}

/** The comparison on one of the expressions that hold the field's value. */
function comparison(
  { field, operator, value }: FilterCondition,
  column: FilterColumn,
  { sql, exists }: FilterExpression,
  parameters: Parameters,
): string {
  if (operator === 'exists') {
    if (typeof value !== 'boolean') refuse(`${field}: "exists" takes true or false.`);
    return value ? exists : `NOT (${exists})`;
  }
  if (operator === 'in') {
    if (!Array.isArray(value)) refuse(`${field}: "in" takes a list.`);
    const list = value.map((item) => checked(field, column, item));
    return `${sql} IN ${parameters.bind(list, `Array(${types[column.kind]})`)}`;
  }
  if (Array.isArray(value)) refuse(`${field}: "${operator}" takes one value; use "in" for a list.`);
  if (operator === 'contains' || operator === 'startsWith') {
    if (column.kind !== 'text') refuse(`${field}: "${operator}" is for text; use "=" or a comparison.`);
    const part = parameters.bind(checked(field, column, value), 'String');
    return operator === 'contains'
      ? `positionCaseInsensitiveUTF8(${sql}, ${part}) > 0`
      : `startsWith(lowerUTF8(${sql}), lowerUTF8(${part}))`;
  }
  if (operator !== '=' && operator !== '!=' && column.kind !== 'number') {
    refuse(`${field}: "${operator}" is for numbers.`);
  }
  return `${sql} ${operator} ${parameters.bind(checked(field, column, value), types[column.kind])}`;
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
