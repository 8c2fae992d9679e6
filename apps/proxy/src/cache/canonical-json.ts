import { isUtf8 } from 'node:buffer';

/** Deeper nesting than any request has: such a body is taken as bytes. */
const MAX_DEPTH = 200;
const DIGITS = /^[0-9]+$/;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** What a string holds that may be written in several ways, or not at all. */
const TO_REWRITE = /[\\\p{Cc}]/u;
const LITERALS = ['true', 'false', 'null'];

class NotJsonError extends Error {}

/**
 * The one way to write a JSON text: keys sorted, no white space, numbers and strings in one form each, so that texts which
 * mean the same give the same. Nothing is rounded: digits beyond a double's stay. `ignored` are paths that are left
 * out; a part of a path is a key, in an array an index or `*`. Null where the bytes are no JSON.
 */
export function canonicalJson(bytes: Buffer, ignored: readonly (readonly string[])[] = []): string | null {
  if (!isUtf8(bytes)) return null;
  try {
    return new Canonical(bytes.toString('utf8')).whole(ignored);
  } catch (error) {
    if (error instanceof NotJsonError) return null;
    throw error;
  }
}

class Canonical {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(ignored: readonly (readonly string[])[]): string {
    const value = this.#value(ignored, 0);
    this.#skipSpace();
    if (this.#at !== this.#text.length) throw new NotJsonError();
    return value;
  }

  #value(ignored: readonly (readonly string[])[], depth: number): string {
    if (depth > MAX_DEPTH) throw new NotJsonError();
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(ignored, depth);
      case '[':
        return this.#array(ignored, depth);
      case '"':
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  #object(ignored: readonly (readonly string[])[], depth: number): string {
    const members: [key: string, text: string][] = [];
    this.#at++;
    if (this.#next() === '}') this.#at++;
    else {
      do {
        if (this.#next() !== '"') throw new NotJsonError();
        const key = this.#string();
        if (this.#next() !== ':') throw new NotJsonError();
        this.#at++;
        const name = ignored.length === 0 ? '' : (JSON.parse(key) as string);
        const value = this.#value(below(ignored, name, false), depth + 1);
        if (!endsAt(ignored, name, false)) members.push([key, `${key}:${value}`]);
      } while (this.#goesOn('}'));
    }
    // Keys that come twice keep their order: what a server makes of them is its own affair.
    members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map(([, text]) => text).join(',')}}`;
  }

  #array(ignored: readonly (readonly string[])[], depth: number): string {
    const items: string[] = [];
    this.#at++;
    if (this.#next() === ']') this.#at++;
    else {
      let index = 0;
      do {
        const name = String(index++);
        const value = this.#value(below(ignored, name, true), depth + 1);
        if (!endsAt(ignored, name, true)) items.push(value);
      } while (this.#goesOn(']'));
    }
    return `[${items.join(',')}]`;
  }

  /** Whether a comma follows; takes it or the closing bracket. */
  #goesOn(closing: string): boolean {
    const char = this.#next();
    if (char !== ',' && char !== closing) throw new NotJsonError();
    this.#at++;
    return char === ',';
  }

  /** As JSON.stringify writes it, whichever escapes were used. */
  #string(): string {
    const start = this.#at;
    let end = start;
    do {
      end = this.#text.indexOf('"', end + 1);
      if (end === -1) throw new NotJsonError();
    } while (isEscaped(this.#text, end));
    this.#at = end + 1;
    const raw = this.#text.slice(start, end + 1);
    if (!TO_REWRITE.test(raw)) return raw;
    try {
      // Parsing checks it, too: a string may hold no control characters.
      return JSON.stringify(JSON.parse(raw));
    } catch {
      throw new NotJsonError();
    }
  }

  #scalar(): string {
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#text)?.[0];
    if (number !== undefined) {
      this.#at += number.length;
      return canonicalNumber(number);
    }
    const literal = LITERALS.find((candidate) => this.#text.startsWith(candidate, this.#at));
    if (literal === undefined) throw new NotJsonError();
    this.#at += literal.length;
    return literal;
  }

  #next(): string | undefined {
    this.#skipSpace();
    return this.#text[this.#at];
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }
}

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text[quote - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

/** What is left of the paths that lead through `name`. */
function below(
  paths: readonly (readonly string[])[],
  name: string,
  isIndex: boolean,
): readonly (readonly string[])[] {
  if (paths.length === 0) return paths;
  return paths.filter(([first]) => leads(first, name, isIndex)).map((path) => path.slice(1));
}

function endsAt(paths: readonly (readonly string[])[], name: string, isIndex: boolean): boolean {
  return paths.some((path) => path.length === 1 && leads(path[0], name, isIndex));
}

function leads(part: string | undefined, name: string, isIndex: boolean): boolean {
  return part === name || (isIndex && part === '*');
}

/** `1`, `1.0` and `10e-1` are one number: its digits without zeros at the ends, and the power of ten. */
function canonicalNumber(text: string): string {
  if (text.length < 16 && DIGITS.test(text)) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  // Whole numbers in the form that most are written in.
  if (power >= 0n && power < 16n && significant.length + Number(power) < 16) {
    return sign + significant + '0'.repeat(Number(power));
  }
  return `${sign}${significant}e${power}`;
}
