import type { Directives } from './directives.ts';
import { isObject, listOf, textOf, type Json } from './reply.ts';

/** What an answer goes on with after the question; the question decides where it begins. */
const sentences = [
  'This is the built-in fake provider, so the answer is made up, but the tokens are counted.',
  'Start with one request and follow it through each step.',
  'Compare its latency, its tokens and its cost with those of the last week.',
  'A change that nobody sees is a change that nobody can explain when the bill arrives.',
  'Tag the call with a user and a session, and you can find it again in seconds.',
  'The same question gets the same answer, which is what a test wants.',
  'Ask for a stream, and these words come one by one.',
].map((sentence) => sentence.split(' '));
const words = sentences.flat().map((word) => word.toLowerCase().replace(/[^a-z-]/g, ''));

/** About how many tokens a text has. Four bytes each is near enough and costs nothing. */
export function countTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4);
}

/** 32-bit FNV-1a over at most the first 4096 and last 4096 characters. */
export function hashText(text: string): number {
  const part = text.length <= 8192 ? text : text.slice(0, 4096) + text.slice(-4096);
  let hash = 0x811c9dc5;
  for (let i = 0; i < part.length; i += 1) hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export interface Answer {
  text: string;
  /** The text in the pieces a stream sends; joined they are the text. */
  pieces: string[];
  tokens: number;
  /** The token limit cut it. */
  truncated: boolean;
}

/**
 * A text that is the same for the same prompt. `seed` tells several answers to one prompt apart (`n`).
 * `maxTokens` cuts it as a provider does.
 */
export function answerTo(
  prompt: string,
  directives: Directives,
  maxTokens: number | undefined,
  seed = 0,
): Answer {
  const hash = hashText(prompt) + seed * 7919;
  const given = directives.text;
  let pieces = given === undefined ? sentence(prompt, hash, directives.chunks) : given.split(/(?<=\s)(?=\S)/);
  if (directives.bodyBytes !== undefined) pieces = padded(pieces, directives.bodyBytes);
  // A piece is a token here, so that a limit of tokens and a number of chunks mean the same.
  const truncated = maxTokens !== undefined && pieces.length > maxTokens;
  if (truncated) pieces = pieces.slice(0, maxTokens);
  return { text: pieces.join(''), pieces, tokens: pieces.length, truncated };
}

function sentence(prompt: string, hash: number, chunks: number | undefined): string[] {
  const text = `You asked: ${prompt.slice(0, 120).replace(/\s+/g, ' ').trim()} —`.split(' ');
  const enough = chunks ?? 0;
  for (let i = 0; i < 2 + (hash % 2) || text.length < enough; i += 1) {
    text.push(...(sentences[(hash + i) % sentences.length] ?? []));
  }
  return text.slice(0, chunks).map((word, index) => (index === 0 ? word : ` ${word}`));
}

function padded(pieces: string[], bytes: number): string[] {
  const filler = ' lorem ipsum dolor sit amet'.repeat(40);
  const result = [...pieces];
  let size = Buffer.byteLength(result.join(''));
  for (; size < bytes; size += filler.length) result.push(filler);
  return result;
}

/** A value that fits a JSON schema, the same for the same hash. */
export function valueFor(schema: unknown, hash: number, definitions: Json = {}, depth = 0): unknown {
  if (!isObject(schema) || depth > 8) return null;
  const name = textOf(schema['$ref'])?.split('/').at(-1);
  const defs = { ...definitions, ...object(schema['$defs']), ...object(schema['definitions']) };
  if (name !== undefined) return valueFor(defs[name], hash, defs, depth + 1);
  if ('const' in schema) return schema['const'];
  const choices = listOf(schema['enum']);
  if (choices.length > 0) return choices[hash % choices.length];
  const variants = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])];
  if (variants.length > 0) return valueFor(variants[0], hash, defs, depth + 1);
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  if (type === 'object' || isObject(schema['properties'])) {
    const properties = Object.entries(object(schema['properties']));
    return Object.fromEntries(
      properties.map(([key, value]) => [key, valueFor(value, hashText(key) + hash, defs, depth + 1)]),
    );
  }
  if (type === 'array') return [valueFor(schema['items'], hash, defs, depth + 1)];
  if (type === 'integer' || type === 'number') return hash % 100;
  if (type === 'boolean') return hash % 2 === 0;
  return type === 'null' ? null : (words[hash % words.length] ?? 'text');
}

function object(value: unknown): Json {
  return isObject(value) ? value : {};
}
