import type { TreeNode } from './prepare-tree.ts';

/** A node as a row that is in sight, with what assistive technology is told of its place. */
export interface TreeRow {
  node: TreeNode;
  /** From 1. */
  level: number;
  /** Among its siblings, from 1. */
  position: number;
  siblings: number;
  /** Null for a row with nothing below it. */
  expanded: boolean | null;
  parent: string | null;
}

/** With more rows than this a session opens with some of its places closed. */
const MOST_OPEN_ROWS = 200;

/** The rows of the places that are open, from the top down. */
export function prepareRows(roots: readonly TreeNode[], open: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (nodes: readonly TreeNode[], level: number, parent: string | null): void =>
    nodes.forEach((node, index) => {
      const expanded = node.children.length === 0 ? null : open.has(node.key);
      rows.push({ node, level, position: index + 1, siblings: nodes.length, expanded, parent });
      if (expanded === true) add(node.children, level + 1, node.key);
    });
  add(roots, 1, null);
  return rows;
}

/** The places that are open at first: level by level, as long as the rows can still be overlooked. */
export function openAtFirst(roots: readonly TreeNode[]): Set<string> {
  const open = new Set<string>();
  const waiting = [...roots];
  let rows = roots.length;
  for (const { key, children } of waiting) {
    if (children.length === 0 || rows + children.length > MOST_OPEN_ROWS) continue;
    open.add(key);
    rows += children.length;
    waiting.push(...children);
  }
  return open;
}

/** Every place that has something below it. */
export function allPlaces(roots: readonly TreeNode[]): Set<string> {
  const places = new Set<string>();
  const waiting = [...roots];
  for (const { key, children } of waiting) {
    if (children.length > 0) places.add(key);
    for (const child of children) waiting.push(child);
  }
  return places;
}

/** The places that have to be open for a request to be in sight; none where it isn't in the tree. */
export function placesAbove(roots: readonly TreeNode[], requestId: string): string[] {
  const find = (nodes: readonly TreeNode[]): string[] | null => {
    for (const node of nodes) {
      if (node.span?.id === requestId) return [];
      const below = find(node.children);
      if (below !== null) return [node.key, ...below];
    }
    return null;
  };
  return find(roots) ?? [];
}
