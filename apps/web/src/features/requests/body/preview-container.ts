import { jsonKinds } from './json-index.ts';
import { type IndexedJson, isContainer, keyOf, rawValue, stringStart } from './json-node.ts';

/** Values that a closed object or list shows of itself, and characters of each. */
const MOST_VALUES = 4;
const MOST_CHARACTERS = 32;

/** A closed object or list in a line: `role: "user", content: "Hello…", …`. */
export function previewContainer(json: IndexedJson, node: number): string {
  const { index } = json;
  const end = index.skips[node] ?? node;
  const shown: string[] = [];
  for (let at = node + 1; at < end && shown.length < MOST_VALUES; at = index.skips[at] ?? end) {
    const key = keyOf(json, at);
    shown.push(`${key === null ? '' : `${key}: `}${previewValue(json, at)}`);
  }
  const rest = (index.sizes[node] ?? 0) - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ', …' : ''}`;
}

function previewValue(json: IndexedJson, node: number): string {
  const kind = json.index.kinds[node];
  if (isContainer(json.index, node)) return kind === jsonKinds.object ? '{…}' : `[${json.index.sizes[node]}]`;
  if (kind !== jsonKinds.string) return rawValue(json, node).slice(0, MOST_CHARACTERS);
  const { text, cut } = stringStart(json, node, MOST_CHARACTERS);
  return `"${text.replaceAll(/\s+/g, ' ')}${cut ? '…' : ''}"`;
}
