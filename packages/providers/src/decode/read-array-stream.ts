import { isObject, parseJson, type JsonObject } from './json.ts';
import type { StreamEvents } from './read-events.ts';

const OPEN = new Set(['{', '[']);
const CLOSE = new Set(['}', ']']);

/**
 * Reads a stream that is one JSON array, `[{…},\n{…}]`, cut off anywhere; null where the text is none.
 * Only whole elements count.
 */
export function readArrayStream(text: string | null): StreamEvents | null {
  if (text === null || !/^\s*\[\s*(?:\{|\]|$)/.test(text.slice(0, 100))) return null;
  const whole = parseJson(text);
  if (Array.isArray(whole)) return { events: whole.filter(isObject), done: true };
  return { events: wholeElements(text), done: false };
}

/** The objects that stand complete in an array that was cut. */
function wholeElements(text: string): JsonObject[] {
  const elements: JsonObject[] = [];
  let depth = 0;
  let start = -1;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (OPEN.has(char)) {
      depth += 1;
      if (depth === 2) start = at;
    } else if (CLOSE.has(char)) {
      depth -= 1;
      if (depth < 1) break;
      if (depth > 1 || start === -1) continue;
      const value = parseJson(text.slice(start, at + 1));
      if (isObject(value)) elements.push(value);
      start = -1;
    }
  }
  return elements;
}
