import { type JsonIndex } from './json-index.ts';
import { isContainer } from './json-node.ts';

/** Which objects and lists are open: 1 at their entry. Never changed in place. */
export type OpenNodes = Uint8Array;

/** Rows that may be shown at once when a body is opened. */
const FIRST_ROWS = 60;
const DEEPEST_AT_FIRST = 6;

/** The entries that are shown, from the top down. */
export function listRows(index: JsonIndex, open: OpenNodes): Int32Array {
  const { kinds, skips } = index;
  const rows: number[] = [];
  for (let node = 0; node < kinds.length;) {
    rows.push(node);
    node = isContainer(index, node) && open[node] !== 1 ? (skips[node] ?? node + 1) : node + 1;
  }
  return new Int32Array(rows);
}

/** Everything open down to this depth, and nothing below. */
export function openToDepth(index: JsonIndex, depth: number): OpenNodes {
  const open = new Uint8Array(index.depths.length);
  for (let node = 0; node < open.length; node++) if ((index.depths[node] ?? 0) < depth) open[node] = 1;
  return open;
}

/** As deep as it goes without filling more than a page or two; the root in any case. */
export function openAtFirst(index: JsonIndex): OpenNodes {
  const { depths } = index;
  const perDepth: number[] = [];
  for (const depth of depths) if (depth <= DEEPEST_AT_FIRST) perDepth[depth] = (perDepth[depth] ?? 0) + 1;
  let rows = 1;
  let depth = 0;
  while (depth < DEEPEST_AT_FIRST && rows + (perDepth[depth + 1] ?? 0) <= FIRST_ROWS) {
    depth++;
    rows += perDepth[depth] ?? 0;
  }
  return openToDepth(index, Math.max(1, depth));
}

/** The same with these opened or closed. */
export function setOpen(open: OpenNodes, nodes: readonly number[], isOpen: boolean): OpenNodes {
  const next = open.slice();
  for (const node of nodes) next[node] = isOpen ? 1 : 0;
  return next;
}

/** All that hold this entry, the root first. */
export function holdersOf({ parents }: JsonIndex, node: number): number[] {
  const holders: number[] = [];
  for (let at = parents[node] ?? -1; at !== -1; at = parents[at] ?? -1) holders.push(at);
  return holders.reverse();
}

/** The entries beside this one that hold something, itself among them. */
export function siblingContainers(index: JsonIndex, node: number): number[] {
  const parent = index.parents[node] ?? -1;
  if (parent === -1) return isContainer(index, node) ? [node] : [];
  const end = index.skips[parent] ?? 0;
  const found: number[] = [];
  for (let at = parent + 1; at < end; at = index.skips[at] ?? at + 1)
    if (isContainer(index, at)) found.push(at);
  return found;
}

/** The place of an entry in the rows, which rise; -1 where it isn't shown. */
export function rowOf(rows: Int32Array, node: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = rows[middle] ?? 0;
    if (found === node) return middle;
    if (found < node) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
