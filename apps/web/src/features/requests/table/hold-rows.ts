import type { Request } from '@heliograph/contracts/request';

/**
 * The rows to show while the reader is further down: from the row on that stood on top when they left the top.
 * `held` counts the newer ones. Where that row is gone, or none is named, all are shown.
 */
export function holdRows(rows: Request[], topId: string | null): { shown: Request[]; held: number } {
  const held = topId === null ? -1 : rows.findIndex(({ id }) => id === topId);
  return held <= 0 ? { shown: rows, held: 0 } : { shown: rows.slice(held), held };
}
