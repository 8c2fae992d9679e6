import { indexJson, jsonKinds } from '../body/json-index.ts';
import { type IndexedJson, isContainer, keyOf, rawValue, valueText } from '../body/json-node.ts';

/** How a language writes what JSON says. */
export interface LiteralStyle {
  /** `true`, `false` and `null`. */
  literals: Readonly<Record<string, string>>;
  /** Spaces of one level. */
  indent: number;
}

export const pythonLiterals: LiteralStyle = {
  literals: { true: 'True', false: 'False', null: 'None' },
  indent: 4,
};
export const typescriptLiterals: LiteralStyle = {
  literals: { true: 'true', false: 'false', null: 'null' },
  indent: 2,
};

/** The text as an object of JSON with its entries by name; null where it is something else or names one twice. */
export function readEntries(text: string): { json: IndexedJson; entries: Map<string, number> } | null {
  const index = indexJson(text);
  if ('fault' in index || index.kinds[0] !== jsonKinds.object) return null;
  const json = { text, index };
  const entries = new Map<string, number>();
  for (let node = 1; node < index.kinds.length; node = index.skips[node] ?? node + 1)
    entries.set(keyOf(json, node) ?? '', node);
  return entries.size === index.sizes[0] ? { json, entries } : null;
}

/** A text as a literal that Python and JavaScript read alike. */
export function quoteText(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u2028\u2029]/g, (found) =>
    found === '\u2028' ? '\\u2028' : '\\u2029',
  );
}

/** A value of a JSON text as a literal of the language, its first line at the level given. */
export function printLiteral(json: IndexedJson, node: number, style: LiteralStyle, level: number): string {
  const { kinds, sizes, skips } = json.index;
  if (kinds[node] === jsonKinds.string) return quoteText(valueText(json, node));
  if (kinds[node] === jsonKinds.literal) return style.literals[rawValue(json, node)] ?? rawValue(json, node);
  if (!isContainer(json.index, node)) return rawValue(json, node);
  const isObject = kinds[node] === jsonKinds.object;
  const [start, end] = isObject ? ['{', '}'] : ['[', ']'];
  if (sizes[node] === 0) return `${start}${end}`;
  const inner = ' '.repeat(style.indent * (level + 1));
  const lines: string[] = [];
  for (let at = node + 1; at < (skips[node] ?? 0); at = skips[at] ?? at + 1) {
    const key = isObject ? `${quoteText(keyOf(json, at) ?? '')}: ` : '';
    lines.push(`${inner}${key}${printLiteral(json, at, style, level + 1)},`);
  }
  return [start, ...lines, `${' '.repeat(style.indent * level)}${end}`].join('\n');
}
