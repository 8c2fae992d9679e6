import { isUtf8 } from 'node:buffer';

/** What reading one header's value gives: the value, or what was expected instead. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; expected: string };

/** Where a call goes when the caller names the server: `https://host[:port]` and a path without trailing slash. */
export interface UpstreamBase {
  origin: string;
  basePath: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Node hands header values over as latin-1; most clients send UTF-8 bytes.
 * Gives the UTF-8 reading where the bytes are valid UTF-8, else the latin-1 one.
 */
export function decodeHeaderValue(raw: string): string {
  for (let i = 0; i < raw.length; i++) {
    if (raw.charCodeAt(i) > 0x7f) {
      const bytes = Buffer.from(raw, 'latin1');
      return isUtf8(bytes) ? bytes.toString('utf8') : raw;
    }
  }
  return raw;
}

/** Whether a text has at most `max` characters (code points, so that an emoji counts once). */
export function fits(text: string, max: number): boolean {
  if (text.length <= max) return true;
  if (text.length > 2 * max) return false;
  let count = 0;
  for (const _ of text) count++;
  return count <= max;
}

/** Text of at most `max` characters; an empty one counts as not sent. */
export function textUpTo(max: number): (value: string) => Parsed<string | null> {
  return (value) =>
    fits(value, max)
      ? { ok: true, value: value === '' ? null : value }
      : { ok: false, expected: `text of at most ${max} characters` };
}

/** `true` or `false`, any case. */
export function booleanValue(value: string): Parsed<boolean> {
  const lower = value.toLowerCase();
  if (lower === 'true') return { ok: true, value: true };
  if (lower === 'false') return { ok: true, value: false };
  return { ok: false, expected: 'true or false' };
}

/** `true` or `false` or one other word, any case. */
export function booleanOr<W extends string>(word: W): (value: string) => Parsed<boolean | W> {
  return (value) => {
    const parsed = booleanValue(value);
    if (parsed.ok) return parsed;
    return value.toLowerCase() === word
      ? { ok: true, value: word }
      : { ok: false, expected: `true, false or ${word}` };
  };
}

/** One of a few words, any case. */
export function oneOf<W extends string>(...words: W[]): (value: string) => Parsed<W> {
  return (value) => {
    const lower = value.toLowerCase();
    const word = words.find((candidate) => candidate === lower);
    return word === undefined ? { ok: false, expected: words.join(' or ') } : { ok: true, value: word };
  };
}

/** A plain decimal number within bounds, both included. */
export function numberBetween(min: number, max: number): (value: string) => Parsed<number> {
  return (value) => {
    const number = /^\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : Number.NaN;
    return number >= min && number <= max
      ? { ok: true, value: number }
      : { ok: false, expected: `a number from ${min} to ${max}` };
  };
}

/** Comma-separated keys of a JSON body; `a.b` names key b within a. Gives each as the list of its steps. */
export function keyPaths(max: { paths: number; characters: number }): (value: string) => Parsed<string[][]> {
  return (value) => {
    const paths = value
      .split(',')
      .map((path) => path.trim())
      .filter((path) => path !== '');
    const steps = paths.map((path) => path.split('.'));
    const readable =
      paths.length <= max.paths &&
      paths.every((path) => fits(path, max.characters)) &&
      steps.every((path) => path.every((step) => step !== ''));
    return readable
      ? { ok: true, value: steps }
      : {
          ok: false,
          expected: `at most ${max.paths} keys such as user or metadata.trace, separated by commas, each of at most ${max.characters} characters`,
        };
  };
}

/** A JSON object. */
export function jsonObject(value: string): Parsed<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(value);
    if (typeof json === 'object' && json !== null && !Array.isArray(json))
      return { ok: true, value: json as Record<string, unknown> };
  } catch {
    // Said below, like everything else that isn't an object.
  }
  return { ok: false, expected: 'a JSON object such as {"name": "value"}' };
}

/** A whole number within bounds, both included. */
export function integerBetween(min: number, max: number): (value: string) => Parsed<number> {
  return (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    return number >= min && number <= max
      ? { ok: true, value: number }
      : { ok: false, expected: `a whole number from ${min} to ${max}` };
  };
}

/** A price in USD per million tokens, as it was written. */
export function priceValue(value: string): Parsed<string> {
  return /^\d{1,7}(\.\d{1,6})?$/.test(value) && Number(value) <= 1_000_000
    ? { ok: true, value }
    : {
        ok: false,
        expected:
          'USD per million tokens, a decimal number such as 2.5 with at most 6 digits after the point',
      };
}

/** A UUID of any version, in lower case. */
export function uuidValue(value: string): Parsed<string> {
  return UUID.test(value) ? { ok: true, value: value.toLowerCase() } : { ok: false, expected: 'a UUID' };
}

/** A path such as /a/b/c; an empty one counts as not sent. */
export function pathValue(max: number): (value: string) => Parsed<string | null> {
  return (value) => {
    if (value === '') return { ok: true, value: null };
    if (value.startsWith('/') && fits(value, max)) return { ok: true, value };
    return { ok: false, expected: `a path such as /parent/child of at most ${max} characters` };
  };
}

/** An http(s) URL without credentials, query or fragment. */
export function upstreamBase(value: string): Parsed<UpstreamBase> {
  const expected = 'an http:// or https:// URL without credentials, query and fragment';
  if (!/^https?:\/\//i.test(value) || /[?#\\\s]/.test(value)) return { ok: false, expected };
  // The wrong port, a broken IPv6 literal and the like.
  if (!URL.canParse(value)) return { ok: false, expected };
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') return { ok: false, expected };
  return { ok: true, value: { origin: url.origin, basePath: url.pathname.replace(/\/+$/, '') } };
}
