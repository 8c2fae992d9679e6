/** Where a value lies in the bytes: from `start` up to, not including, `end`. */
export interface Span {
  start: number;
  end: number;
}

/** What was found of a JSON object without parsing it. */
export interface JsonPeek<K extends string> {
  /** Behind the opening brace. */
  inside: number;
  empty: boolean;
  /** The values of the wanted keys that are there. */
  fields: Partial<Record<K, Span>>;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Finds top-level keys of a JSON object by one look over the bytes from `from` on, making nothing of the values.
 * Null where it isn't an object or where it is unclear what a parser makes of it (a wanted key that comes twice).
 * What is no JSON may be taken for some: the spans are then of no use to anybody, the provider will refuse the body.
 */
export function peekJson<K extends string>(
  bytes: Buffer,
  wanted: readonly K[],
  from = 0,
): JsonPeek<K> | null {
  let at = skipSpace(bytes, from);
  if (bytes[at] !== OPEN_BRACE) return null;
  const inside = at + 1;
  const fields: Partial<Record<K, Span>> = {};
  at = skipSpace(bytes, inside);
  if (bytes[at] === CLOSE_BRACE) return { inside, empty: true, fields };
  for (;;) {
    if (bytes[at] !== QUOTE) return null;
    const keyEnd = endOfString(bytes, at);
    if (keyEnd === -1) return null;
    const key = wantedKey(bytes, at, keyEnd, wanted);
    at = skipSpace(bytes, keyEnd);
    if (bytes[at] !== COLON) return null;
    const start = skipSpace(bytes, at + 1);
    const end = endOfValue(bytes, start);
    if (end === -1) return null;
    if (key !== undefined) {
      if (fields[key] !== undefined) return null;
      fields[key] = { start, end };
    }
    at = skipSpace(bytes, end);
    if (bytes[at] === CLOSE_BRACE) return { inside, empty: false, fields };
    if (bytes[at] !== COMMA) return null;
    at = skipSpace(bytes, at + 1);
  }
}

/** Whether the bytes of a span are exactly this text. */
export function spanIs(bytes: Buffer, { start, end }: Span, text: string): boolean {
  return end - start === text.length && bytes.toString('latin1', start, end) === text;
}

function wantedKey<K extends string>(
  bytes: Buffer,
  start: number,
  end: number,
  wanted: readonly K[],
): K | undefined {
  const raw = bytes.toString('latin1', start + 1, end - 1);
  if (!raw.includes('\\')) return wanted.find((key) => key === raw);
  try {
    const key: unknown = JSON.parse(`"${raw}"`);
    return wanted.find((candidate) => candidate === key);
  } catch {
    return undefined;
  }
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
    at++;
  }
}

/** Behind the closing quote of the string that starts at `start`; -1 where there is none. */
function endOfString(bytes: Buffer, start: number): number {
  let at = start;
  for (;;) {
    at = bytes.indexOf(QUOTE, at + 1);
    if (at === -1) return -1;
    let slashes = 0;
    while (bytes[at - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
}

/** Behind the value that starts at `start`; -1 where it doesn't end. */
function endOfValue(bytes: Buffer, start: number): number {
  let depth = 0;
  let at = start;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
      if (at === -1 || depth === 0) return at;
      continue;
    }
    const closes = byte === CLOSE_BRACE || byte === CLOSE_BRACKET;
    if (depth === 0 && (closes || byte === COMMA)) return at === start ? -1 : trimmed(bytes, start, at);
    if (closes && --depth === 0) return at + 1;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    at++;
  }
  return -1;
}

/** The end of a number or literal without the white space behind it. */
function trimmed(bytes: Buffer, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at - 1] ?? 0) <= 0x20) at--;
  return at;
}
