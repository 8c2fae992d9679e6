import { searchForm } from '@heliograph/contracts/search-text';

/** Characters of a side that can be found: a book's chapter, and a bound on what an insert carries. */
const MOST_CHARACTERS = 100_000;
/** Texts of this length and more without a blank are data (images, audio, sealed reasoning), unless a script has none. */
const LONG_TEXT = 256;
const DATA = /^(?:data:|[\w+/=.:;,-]+$)/;
/** What these say is the same in every request, and nothing that anybody said. */
const STRUCTURE = new Set(['role', 'type', 'model', 'object', 'finish_reason', 'stop_reason']);
const ESCAPED = /\\(?:u([0-9a-f]{4})|(.))/gi;

/**
 * The words of a body: of all texts in its JSON, whatever the provider, but for what only structures it and for data; of
 * the text itself where it is no JSON. `value` is what the body parses to, undefined where it doesn't.
 */
export function spokenWords(value: unknown, text: string | null): string {
  if (value === undefined || value === null) return text === null ? '' : searchForm(unescaped(text));
  const texts: string[] = [];
  collect(value, texts, MOST_CHARACTERS);
  return searchForm(texts.join('\n'));
}

/** Adds the texts of a value as long as there is room, of which it gives what is left. Goes no deeper than the stack. */
function collect(value: unknown, texts: string[], room: number, depth = 0): number {
  if (room <= 0 || depth > 100) return room;
  if (typeof value === 'string') {
    if (value === '' || isData(value)) return room;
    texts.push(value.slice(0, room));
    return room - value.length;
  }
  if (Array.isArray(value)) {
    for (const item of value) room = collect(item, texts, room, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      if (!STRUCTURE.has(key)) room = collect(item, texts, room, depth + 1);
  }
  return room;
}

function isData(text: string): boolean {
  return text.length >= LONG_TEXT && DATA.test(text.slice(0, LONG_TEXT));
}

/** Text of which a part may be missing: JSON that was cut keeps its escapes. */
function unescaped(text: string): string {
  const part = text.slice(0, MOST_CHARACTERS);
  if (!/^\s*[[{]/.test(part)) return part;
  return part.replace(ESCAPED, (_, hex: string | undefined, sign: string | undefined) =>
    hex === undefined ? (sign === '"' ? sign : ' ') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
