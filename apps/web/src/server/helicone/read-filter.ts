import { HeliographError } from '@heliograph/contracts/error-codes';
import {
  type Filter,
  type FilterField,
  filterFieldSchema,
  type FilterOperator,
} from '@heliograph/contracts/filter';
import { describeField } from '@heliograph/contracts/request-fields';
import { findColumn, propertyField } from './filter-columns.ts';

/** Requests as a tree of Helicone's filters means them. */
export interface HeliconeRange {
  /** Inclusive and exclusive, milliseconds since the epoch. */
  fromMs: number;
  toMs: number;
  filter: Filter | undefined;
}

const FIRST_MS = 0;
const LAST_MS = Date.parse('2262-01-01T00:00:00Z');
const MAX_DEPTH = 64;

const comparisons: Record<string, FilterOperator> = {
  equals: '=',
  'not-equals': '!=',
  gte: '>=',
  lte: '<=',
  gt: '>',
  lt: '<',
  contains: 'contains',
};

/**
 * Reads a tree of Helicone's filters: "all", {left, operator, right}, or leaves {table: {column: {operator: value}}}.
 * Times bound the whole where they stand beside other conditions; within alternatives they can't. Throws
 * `invalid_request`, which names what is not understood: nothing is left out in silence.
 */
export function readHeliconeFilter(input: unknown): HeliconeRange {
  const range: HeliconeRange = { fromMs: FIRST_MS, toMs: LAST_MS, filter: undefined };
  const filters = readNode(input, range, true, 0);
  if (filters.length > 0) range.filter = filters.length === 1 ? filters[0] : { and: filters };
  if (range.fromMs >= range.toMs) range.toMs = range.fromMs + 1;
  return range;
}

/** The conditions of a node, which all have to hold. `bounds`: times in it bound the whole. */
function readNode(node: unknown, range: HeliconeRange, bounds: boolean, depth: number): Filter[] {
  if (depth > MAX_DEPTH) refuse(`The filter nests more than ${MAX_DEPTH} levels deep.`);
  if (node === 'all' || node === undefined || node === null) return [];
  const branch = objectOf(node, 'The filter');
  if (!('left' in branch) && !('right' in branch)) {
    return Object.entries(branch).flatMap(([table, columns]) => readTable(table, columns, range, bounds));
  }
  const { left, operator, right } = branch;
  if (operator === 'and') return [left, right].flatMap((part) => readNode(part, range, bounds, depth + 1));
  if (operator !== 'or') refuse('A branch of the filter has the operator "and" or "or".');
  const parts = [left, right].map((part) => readNode(part, range, false, depth + 1));
  // One that everything meets makes the choice idle.
  if (parts.some((part) => part.length === 0)) return [];
  return [{ or: parts.map((part) => (part.length === 1 && part[0] ? part[0] : { and: part })) }];
}

function readTable(table: string, input: unknown, range: HeliconeRange, bounds: boolean): Filter[] {
  const columns = Object.entries(objectOf(input, table));
  if (table === 'properties' || table === 'search_properties')
    return columns.flatMap(([name, operators]) => readColumn(propertyField(name), operators));
  if (table === 'scores')
    return columns.flatMap(([name, operators]) => readColumn(`score.${name}`, operators));
  return columns.flatMap(([name, operators]) => {
    if (['properties', 'search_properties', 'scores'].includes(name))
      return readTable(name, operators, range, bounds);
    const column = findColumn(table, name);
    if (column === null)
      refuse(`The filter names ${table}.${name}, by which requests can't be filtered here.`);
    if (column === 'created at') return readTime(operators, range, bounds);
    if (column === 'rating') return readRating(operators);
    return readColumn(column.field, operators);
  });
}

function readColumn(name: string, input: unknown): Filter[] {
  const parsed = filterFieldSchema.safeParse(name);
  if (!parsed.success) refuse(`The filter names ${name}, which is no name of a property or score.`);
  const field = parsed.data;
  return Object.entries(objectOf(input, field)).map(([operator, value]) => {
    if (operator === 'not-contains')
      return { not: { field, operator: 'contains', value: valueOf(field, value) } };
    if (operator === 'like' || operator === 'ilike') return readPattern(field, value);
    const comparison = comparisons[operator];
    if (comparison === undefined) refuse(`The filter has the operator ${operator}, which there is not.`);
    return { field, operator: comparison, value: valueOf(field, value) };
  });
}

/** SQL's % at the ends of a text; elsewhere it has no counterpart. */
function readPattern(field: FilterField, value: unknown): Filter {
  const text = valueOf(field, value);
  if (typeof text !== 'string') refuse(`${field}: like and ilike are for text.`);
  const [, open, part, end] = /^(%?)(.*?)(%?)$/s.exec(text) ?? [];
  if (part === undefined || /[%_]/.test(part.replaceAll(/\\./g, '')))
    refuse(`${field}: a pattern has % at its beginning and end alone.`);
  const plain = part.replaceAll(/\\(.)/gs, '$1');
  if (open === '%') return { field, operator: 'contains', value: plain };
  if (describeField(field).kind === 'words') refuse(`${field}: a pattern begins with %.`);
  return { field, operator: end === '%' ? 'startsWith' : '=', value: plain };
}

/** A value as the field takes it; Helicone's clients send numbers as text too. */
function valueOf(field: string, value: unknown): string | number | boolean {
  const { kind } = describeField(field);
  if (kind === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return refuse(
    `${field} is compared with ${JSON.stringify(value)}; a text, number, true or false is meant.`,
  );
}

function readRating(input: unknown): Filter[] {
  return Object.entries(objectOf(input, 'feedback')).map(([operator, value]) => {
    if (operator !== 'equals' || typeof value !== 'boolean')
      refuse('Feedback is compared with {"equals": true} or {"equals": false}.');
    return { field: 'feedback', operator: '=', value: value ? 'positive' : 'negative' };
  });
}

function readTime(input: unknown, range: HeliconeRange, bounds: boolean): [] {
  if (!bounds) refuse('A time can stand beside other conditions (and), not in a choice of them (or).');
  for (const [operator, value] of Object.entries(objectOf(input, 'created_at'))) {
    const at = timeOf(value);
    if (operator === 'gte' || operator === 'equals') range.fromMs = Math.max(range.fromMs, at);
    else if (operator === 'gt') range.fromMs = Math.max(range.fromMs, at + 1);
    if (operator === 'lte' || operator === 'equals') range.toMs = Math.min(range.toMs, at + 1);
    else if (operator === 'lt') range.toMs = Math.min(range.toMs, at);
    if (!['gte', 'gt', 'lte', 'lt', 'equals'].includes(operator))
      refuse(`A time is compared with gte, gt, lte, lt or equals, not with ${operator}.`);
  }
  return [];
}

/** Milliseconds since the epoch; a time without a zone is UTC. */
function timeOf(value: unknown): number {
  const text = typeof value === 'string' ? value.trim() : value;
  const bare = typeof text === 'string' && /^\d{4}-\d\d-\d\d[ T][\d:.]+$/.test(text);
  const at =
    typeof text === 'number' ? text : Date.parse(bare ? `${String(text).replace(' ', 'T')}Z` : String(text));
  if (!Number.isFinite(at)) refuse(`${JSON.stringify(value)} is no time; send it as ISO 8601.`);
  return Math.min(Math.max(Math.trunc(at), FIRST_MS), LAST_MS);
}

function objectOf(input: unknown, what: string): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    refuse(`${what} is read as an object, or "all" for a whole filter.`);
  return input as Record<string, unknown>;
}

function refuse(message: string): never {
  throw new HeliographError('invalid_request', message);
}
