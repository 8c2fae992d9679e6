import { type JsonIndex, endOfString, jsonKinds } from './json-index.ts';

/** A JSON text with the places of its values. */
export interface IndexedJson {
  text: string;
  index: JsonIndex;
}

export const isContainer = ({ kinds }: JsonIndex, node: number): boolean =>
  kinds[node] === jsonKinds.object || kinds[node] === jsonKinds.array;

/** The value as it stands in the text. */
export function rawValue({ text, index }: IndexedJson, node: number): string {
  return text.slice(index.starts[node], index.ends[node]);
}

/** The key without quotes; null in a list and for the root. */
export function keyOf({ text, index }: IndexedJson, node: number): string | null {
  const start = index.keys[node] ?? -1;
  return start === -1 ? null : unquote(text.slice(start, endOfString(text, start)));
}

/** What the value says: a string without its quotes, anything else as it stands in the text. */
export function valueText(json: IndexedJson, node: number): string {
  const raw = rawValue(json, node);
  return json.index.kinds[node] === jsonKinds.string ? unquote(raw) : raw;
}

/** The first characters of a string and how many it has, about: escapes count as they are written. */
export function stringStart(
  { text, index }: IndexedJson,
  node: number,
  most: number,
): { text: string; cut: boolean; length: number } {
  const start = index.starts[node] ?? 0;
  const end = index.ends[node] ?? 0;
  const length = end - start - 2;
  if (length <= most) return { text: unquote(text.slice(start, end)), cut: false, length };
  // Whole escapes only: none is longer than six characters.
  const piece = text
    .slice(start + 1, start + 1 + most)
    .replace(/(?:\\(?:u[0-9a-fA-F]{0,3})?|[\ud800-\udbff])$/, '');
  const whole = /(?:^|[^\\])(?:\\\\)*\\$/.test(piece) ? piece.slice(0, -1) : piece;
  return { text: unquote(`"${whole}"`), cut: true, length };
}

/** A string of JSON as the text it stands for; as it is written where its escapes are none. */
function unquote(raw: string): string {
  if (!raw.includes('\\')) return raw.slice(1, -1);
  try {
    return JSON.parse(raw) as string;
  } catch {
    return raw.slice(1, -1);
  }
}

const PLAIN_KEY = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** The way from the root: `messages[0].content`, `["odd key"]`; `$` for the root itself. */
export function pathOf(json: IndexedJson, node: number): string {
  const { parents, places } = json.index;
  const steps: string[] = [];
  for (let at = node; (parents[at] ?? -1) !== -1; at = parents[at] ?? -1) {
    const key = keyOf(json, at);
    steps.push(
      key === null ? `[${places[at]}]` : PLAIN_KEY.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    );
  }
  return steps.length === 0 ? '$' : steps.reverse().join('').replace(/^\./, '');
}

/** The value indented by two spaces, numbers and strings as they are written. */
export function printValue(json: IndexedJson, root: number): string {
  const { kinds, sizes, skips, depths, keys, starts, ends } = json.index;
  const { text } = json;
  const pieces: string[] = [];
  const open: { end: number; close: string }[] = [];
  const base = depths[root] ?? 0;
  const last = skips[root] ?? root;
  const indent = (depth: number): string => `\n${'  '.repeat(depth)}`;
  for (let node = root; node < last; node++) {
    const depth = (depths[node] ?? 0) - base;
    if (node !== root) pieces.push(pieces.at(-1) === '{' || pieces.at(-1) === '[' ? '' : ',', indent(depth));
    const key = keys[node] ?? -1;
    if (key !== -1 && node !== root) pieces.push(text.slice(key, endOfString(text, key)), ': ');
    if (!isContainer(json.index, node)) {
      pieces.push(text.slice(starts[node], ends[node]));
    } else {
      const isObject = kinds[node] === jsonKinds.object;
      if (sizes[node] === 0) pieces.push(isObject ? '{}' : '[]');
      else {
        pieces.push(isObject ? '{' : '[');
        open.push({ end: skips[node] ?? node, close: `${indent(depth)}${isObject ? '}' : ']'}` });
      }
    }
    while (open.at(-1)?.end === node + 1) pieces.push(open.pop()?.close ?? '');
  }
  return pieces.join('');
}
