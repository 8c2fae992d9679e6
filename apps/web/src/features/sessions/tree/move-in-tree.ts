import type { TreeRow } from './prepare-rows.ts';

/** What a key does in the tree: go to another row, or open or close places. */
export type TreeMove = { go: string } | { open: string[] } | { close: string };

/** What a key does on the row, as in every tree (WAI-ARIA's pattern); null where it does nothing. */
export function moveInTree(rows: readonly TreeRow[], current: string, key: string): TreeMove | null {
  const index = rows.findIndex(({ node }) => node.key === current);
  const row = rows[index];
  const go = (target: TreeRow | undefined): TreeMove | null =>
    target === undefined || target === row ? null : { go: target.node.key };
  if (row === undefined) return go(rows[0]);
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return go(rows[index + 1]);
    case 'ArrowUp':
    case 'k':
      return go(rows[index - 1]);
    case 'Home':
      return go(rows[0]);
    case 'End':
      return go(rows.at(-1));
    case 'ArrowRight':
      if (row.expanded === null) return null;
      return row.expanded ? go(rows[index + 1]) : { open: [row.node.key] };
    case 'ArrowLeft':
      if (row.expanded === true) return { close: row.node.key };
      return row.parent === null ? null : { go: row.parent };
    case '*': {
      const closed = rows.filter(({ parent, expanded }) => parent === row.parent && expanded === false);
      return closed.length === 0 ? null : { open: closed.map(({ node }) => node.key) };
    }
    default:
      return null;
  }
}

/** The request `step` rows on; the same where there is no further one. */
export function walkRequests(rows: readonly TreeRow[], openedId: string, step: 1 | -1): TreeRow | null {
  let index = rows.findIndex(({ node }) => node.span?.id === openedId);
  if (index < 0) return rows.find(({ node }) => node.span !== null) ?? null;
  do index += step;
  while (rows[index] !== undefined && rows[index]?.node.span === null);
  return rows[index] ?? null;
}
