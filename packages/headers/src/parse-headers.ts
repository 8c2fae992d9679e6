import { type ControlHeaders, type HeaderField, headerTable, propertyHeaders } from './header-table.ts';
import { decodeHeaderValue, fits, type Parsed } from './header-values.ts';

/** A header whose value can't be read. The value itself is not repeated: it may be a secret. */
export interface HeaderProblem {
  header: string;
  expected: string;
}

export interface ParsedHeaders {
  control: ControlHeaders;
  /** Every header with an unreadable value; its field then holds the default. */
  problems: HeaderProblem[];
  /** Names of Helicone-* headers that are not known, as sent. */
  unknown: string[];
  /** All other headers as they came: name, value, name, value, … */
  rest: string[];
}

interface KnownHeader {
  field: HeaderField;
  name: string;
  parse: (value: string) => Parsed<unknown>;
}

const PREFIX = 'helicone-';
const PROPERTY_PREFIX = propertyHeaders.prefix.toLowerCase();
const MAX_REPORTED_NAME = 100;

const known = new Map<string, KnownHeader>(
  Object.entries(headerTable).map(([field, { name, parse }]) => [
    name.toLowerCase(),
    { field: field as HeaderField, name, parse },
  ]),
);

const defaults = Object.fromEntries(
  Object.entries(headerTable).map(([field, definition]) => [field, definition.default]),
) as Omit<ControlHeaders, 'properties'>;

/**
 * Separates the Helicone-* headers from the others in one pass over Node's `rawHeaders` and reads them.
 * Never throws: what can't be read is listed in `problems`.
 */
export function parseHeaders(rawHeaders: readonly string[]): ParsedHeaders {
  const control: ControlHeaders = { ...defaults, properties: [] };
  const problems: HeaderProblem[] = [];
  const unknown: string[] = [];
  const rest: string[] = [];
  let seen: Map<string, string> | undefined;

  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const raw = rawHeaders[i + 1] ?? '';
    if (!isControlHeader(name)) {
      rest.push(name, raw);
      continue;
    }
    const lower = name.toLowerCase();
    const value = decodeHeaderValue(raw.trim());
    const definition = known.get(lower);
    const isProperty = definition === undefined && lower.startsWith(PROPERTY_PREFIX);
    if (definition === undefined && !isProperty) {
      unknown.push(name.slice(0, MAX_REPORTED_NAME));
      continue;
    }
    seen ??= new Map();
    const earlier = seen.get(lower);
    if (earlier !== undefined) {
      if (earlier !== value) addProblem(problems, name, 'one value; it was sent twice with different ones');
      continue;
    }
    seen.set(lower, value);
    if (definition === undefined) readProperty(control, problems, name, value);
    else readKnown(control, problems, definition, value);
  }
  if (control.targetUrl !== null && control.openaiApiBase !== null) {
    addProblem(
      problems,
      headerTable.targetUrl.name,
      `not to be sent together with ${headerTable.openaiApiBase.name}`,
    );
    addProblem(
      problems,
      headerTable.openaiApiBase.name,
      `not to be sent together with ${headerTable.targetUrl.name}`,
    );
  }
  return { control, problems, unknown, rest };
}

/** Whether a header is one of ours (any case), and therefore must not leave the proxy. */
export function isControlHeader(name: string): boolean {
  if (name.length < PREFIX.length) return false;
  const first = name.charCodeAt(0);
  return (first === 0x68 || first === 0x48) && name.slice(0, PREFIX.length).toLowerCase() === PREFIX;
}

/** One line for people which names every unreadable header and what was expected. */
export function describeProblems(problems: readonly HeaderProblem[]): string {
  return problems.map(({ header, expected }) => `${header}: expected ${expected}`).join('; ');
}

function readKnown(
  control: ControlHeaders,
  problems: HeaderProblem[],
  { field, name, parse }: KnownHeader,
  value: string,
): void {
  const parsed = parse(value);
  if (parsed.ok) (control as Record<HeaderField, unknown>)[field] = parsed.value;
  else addProblem(problems, name, parsed.expected);
}

function readProperty(control: ControlHeaders, problems: HeaderProblem[], name: string, value: string): void {
  const property = name.slice(PROPERTY_PREFIX.length);
  if (property === '' || property.length > propertyHeaders.maxNameLength) {
    addProblem(problems, name, `a property name of 1 to ${propertyHeaders.maxNameLength} characters`);
  } else if (!fits(value, propertyHeaders.maxValueLength)) {
    addProblem(problems, name, `text of at most ${propertyHeaders.maxValueLength} characters`);
  } else if (control.properties.length >= propertyHeaders.max) {
    addProblem(problems, name, `at most ${propertyHeaders.max} properties`);
  } else {
    control.properties.push([property, value]);
  }
}

function addProblem(problems: HeaderProblem[], name: string, expected: string): void {
  problems.push({ header: name.slice(0, MAX_REPORTED_NAME), expected });
}
