import { noCacheControl, parseCacheControl } from './cache-control.ts';
import type { HeaderDefinition } from './header-definition.ts';
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

const definitions = Object.entries(headerTable) as [HeaderField, HeaderDefinition<unknown, unknown>][];

const known = new Map<string, KnownHeader>(
  definitions.flatMap(([field, { name, aliases = [], parse }]) =>
    [name, ...aliases].map((known) => [known.toLowerCase(), { field, name: known, parse }] as const),
  ),
);

const defaults = Object.fromEntries(
  definitions.map(([field, definition]) => [field, definition.default]),
) as Omit<ControlHeaders, 'properties' | 'cacheControl'>;

/**
 * Separates the Helicone-* headers from the others in one pass over Node's `rawHeaders` and reads them.
 * Never throws: what can't be read is listed in `problems`.
 */
export function parseHeaders(rawHeaders: readonly string[]): ParsedHeaders {
  const control: ControlHeaders = { ...defaults, properties: [], cacheControl: noCacheControl };
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
    // A header and its alias are one.
    const key = definition?.field ?? lower;
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      if (earlier !== value) addProblem(problems, name, 'one value; it was sent twice with different ones');
      continue;
    }
    seen.set(key, value);
    if (definition === undefined) readProperty(control, problems, name, value);
    else readKnown(control, problems, definition, value);
  }
  if (seen !== undefined) readTogether(control, problems, rest, seen);
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

/** What depends on several headers. */
function readTogether(
  control: ControlHeaders,
  problems: HeaderProblem[],
  rest: readonly string[],
  sent: ReadonlyMap<string, string>,
): void {
  const { targetUrl, openaiApiBase, retryMinTimeout, retryMaxTimeout } = headerTable;
  if (control.targetUrl !== null && control.openaiApiBase !== null) {
    addProblem(problems, targetUrl.name, `not to be sent together with ${openaiApiBase.name}`);
    addProblem(problems, openaiApiBase.name, `not to be sent together with ${targetUrl.name}`);
  }
  if (control.retryMinTimeout > control.retryMaxTimeout) {
    // Whoever sends one of them says nothing about the other.
    if (!sent.has('retryMaxTimeout')) control.retryMaxTimeout = control.retryMinTimeout;
    else if (!sent.has('retryMinTimeout')) control.retryMinTimeout = control.retryMaxTimeout;
    else addProblem(problems, retryMinTimeout.name, `at most what ${retryMaxTimeout.name} says`);
  }
  if (control.cacheEnabled || control.cacheRead === true || control.cacheSave === true) {
    const values = rest.filter((_, i) => i % 2 === 1 && rest[i - 1]?.toLowerCase() === 'cache-control');
    const read = parseCacheControl(values.join(','));
    if (read.ok) control.cacheControl = read.value;
    else addProblem(problems, 'Cache-Control', read.expected);
  }
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
