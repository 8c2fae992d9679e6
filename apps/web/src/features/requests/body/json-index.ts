/** What a value is; the numbers stand in {@link JsonIndex.kinds}. */
export const jsonKinds = { object: 0, array: 1, string: 2, number: 3, literal: 4 } as const;

/**
 * Where every value of a JSON text stands: one entry per value, in the order of the text, the root first. The text
 * itself is kept as it is, so that no digit of a number and no double key is lost.
 */
export interface JsonIndex {
  /** One of {@link jsonKinds}. */
  kinds: Uint8Array;
  /** Offsets of the value in the text. */
  starts: Int32Array;
  ends: Int32Array;
  /** Offset of the opening quote of the key; -1 in a list and for the root. */
  keys: Int32Array;
  /** -1 for the root. */
  parents: Int32Array;
  /** Which of its parent's values it is, from 0. */
  places: Int32Array;
  /** How many values an object or list holds itself. */
  sizes: Int32Array;
  /** The first entry behind this one and all it holds. */
  skips: Int32Array;
  /** 0 for the root. */
  depths: Uint16Array;
}

export type JsonFault = { fault: 'not-json'; at: number } | { fault: 'too-many' };

/** With more values than this a tree would take more memory and time than it is worth. */
const MOST_VALUES = 1_000_000;

const DEEPEST = 65_535;
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literal = /true|false|null/y;

/** Reads where the values of a JSON text stand, without building them. Nesting may be of any depth. */
export function indexJson(text: string, mostValues = MOST_VALUES): JsonIndex | JsonFault {
  const kinds: number[] = [];
  const [starts, ends, keys, parents, places, sizes, skips, depths] = columns();
  const open: number[] = [];
  let at = skipSpace(text, 0);
  let key = -1;

  /** Reads the key at `at` and goes on to its value. */
  const readKey = (): boolean => {
    key = at;
    const end = text.charCodeAt(at) === QUOTE ? endOfString(text, at) : -1;
    const colon = end === -1 ? -1 : skipSpace(text, end);
    if (colon === -1 || text.charCodeAt(colon) !== COLON) return false;
    at = skipSpace(text, colon + 1);
    return true;
  };

  for (;;) {
    const found = kindAt(text, at);
    if (found === null) return { fault: 'not-json', at };
    if (kinds.length === mostValues) return { fault: 'too-many' };
    const node = kinds.length;
    const parent = open.at(-1) ?? -1;
    kinds.push(found.kind);
    starts.push(at);
    ends.push(found.end);
    keys.push(key);
    parents.push(parent);
    places.push(parent === -1 ? 0 : (sizes[parent] ?? 0));
    sizes.push(0);
    skips.push(node + 1);
    depths.push(Math.min(open.length, DEEPEST));
    if (parent !== -1) sizes[parent] = (sizes[parent] ?? 0) + 1;
    key = -1;
    let isFirst = false;
    if (found.kind === jsonKinds.object || found.kind === jsonKinds.array) {
      open.push(node);
      isFirst = true;
    }
    at = skipSpace(text, found.end);

    // Behind the value: what closes, then a comma, or behind an opening bracket the first value.
    for (;;) {
      const holder = open.at(-1);
      if (holder === undefined) {
        if (at !== text.length) return { fault: 'not-json', at };
        return pack(kinds, [starts, ends, keys, parents, places, sizes, skips, depths]);
      }
      const inObject = kinds[holder] === jsonKinds.object;
      const char = text.charCodeAt(at);
      if (char === (inObject ? CLOSE_OBJECT : CLOSE_LIST)) {
        open.pop();
        ends[holder] = at + 1;
        skips[holder] = kinds.length;
        at = skipSpace(text, at + 1);
        isFirst = false;
        continue;
      }
      if (!isFirst) {
        if (char !== COMMA) return { fault: 'not-json', at };
        at = skipSpace(text, at + 1);
      }
      if (inObject && !readKey()) return { fault: 'not-json', at };
      break;
    }
  }
}

/** Offset behind the string that begins at this quote; -1 where it has no end. */
export function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((quote - before) % 2 === 1) return quote + 1;
  }
  return -1;
}

function kindAt(text: string, at: number): { kind: number; end: number } | null {
  const char = text.charCodeAt(at);
  if (char === QUOTE) {
    const end = endOfString(text, at);
    return end === -1 ? null : { kind: jsonKinds.string, end };
  }
  if (char === OPEN_OBJECT) return { kind: jsonKinds.object, end: at + 1 };
  if (char === OPEN_LIST) return { kind: jsonKinds.array, end: at + 1 };
  for (const [pattern, kind] of [
    [number, jsonKinds.number],
    [literal, jsonKinds.literal],
  ] as const) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return { kind, end: pattern.lastIndex };
  }
  return null;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const char = text.charCodeAt(at);
    if (char !== 0x20 && char !== 0x0a && char !== 0x0d && char !== 0x09) return at;
    at++;
  }
}

type Columns = [number[], number[], number[], number[], number[], number[], number[], number[]];
const columns = (): Columns => [[], [], [], [], [], [], [], []];

function pack(kinds: number[], lists: Columns): JsonIndex {
  const [starts, ends, keys, parents, places, sizes, skips, depths] = lists;
  return {
    kinds: new Uint8Array(kinds),
    starts: new Int32Array(starts),
    ends: new Int32Array(ends),
    keys: new Int32Array(keys),
    parents: new Int32Array(parents),
    places: new Int32Array(places),
    sizes: new Int32Array(sizes),
    skips: new Int32Array(skips),
    depths: new Uint16Array(depths),
  };
}
