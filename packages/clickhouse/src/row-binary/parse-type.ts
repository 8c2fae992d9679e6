/** A ClickHouse type as its name and what stands in its brackets: `Map(String, UInt8)` is Map of two types. */
export interface ParsedType {
  name: string;
  arguments: string[];
}

/** Throws a RangeError for a text that is no type. */
export function parseType(text: string): ParsedType {
  const match = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s.exec(text);
  if (match?.[1] === undefined) throw new RangeError(`${text} is no type`);
  return { name: match[1], arguments: match[2] === undefined ? [] : splitArguments(match[2]) };
}

/** Splits at commas outside brackets and quotes. */
function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "'") quoted = !quoted;
    if (quoted) continue;
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign !== ',' || depth > 0) continue;
    parts.push(text.slice(start, at).trim());
    start = at + 1;
  }
  return [...parts, text.slice(start).trim()];
}
