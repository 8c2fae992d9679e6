import type { Request } from '@heliograph/contracts/request';
import { type KnownLayout, type RequestColumnId, requestColumnIds } from '@heliograph/contracts/request-view';
import { findColumn } from '../table/columns/find-column.tsx';

/** Columns that could be shown besides those that are, in groups. */
export interface OfferedColumns {
  fixed: RequestColumnId[];
  properties: RequestColumnId[];
  scores: RequestColumnId[];
}

/**
 * What the chooser offers: every column that isn't shown and whose label contains the text typed; properties by the names
 * that are known, scores by those of the rows at hand.
 */
export function offerColumns(
  layout: KnownLayout,
  propertyNames: readonly string[],
  rows: readonly Request[],
  typed: string,
): OfferedColumns {
  const part = typed.trim().toLowerCase();
  const shown = new Set(layout.columns.map(({ id }) => id.toLowerCase()));
  const offer = (ids: readonly RequestColumnId[]): RequestColumnId[] =>
    ids.filter((id) => !shown.has(id.toLowerCase()) && columnMatches(id, part));
  const scores = new Set(rows.flatMap((row) => Object.keys(row.scores)));
  return {
    fixed: offer(requestColumnIds),
    properties: offer(propertyNames.map((name) => `property.${name}` as const)),
    scores: offer([...scores].sort().map((name) => `score.${name}` as const)),
  };
}

/** Whether label or explanation of the column contain the text (lower case). */
function columnMatches(id: RequestColumnId, part: string): boolean {
  const { label, hint = '' } = findColumn(id);
  return `${label} ${hint}`.toLowerCase().includes(part);
}
