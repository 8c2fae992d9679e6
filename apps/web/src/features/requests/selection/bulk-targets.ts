import type { SelectionState } from './use-selection.ts';

/** Ids that one call takes. */
const MOST_IDS = 1_000;

/** A call's part of what is selected, and how many requests that is; null where only the API knows. */
export interface BulkTarget {
  target: RequestTargetInput;
  requests: number | null;
}
type RequestTargetInput = { ids: string[] } | { timeRange: { from: string; to: string }; filter: string };

/** What the API is to change or delete, in as many calls as it takes. */
export function bulkTargets({ ids, all }: SelectionState, filter: string): BulkTarget[] {
  if (all !== null) return [{ target: { timeRange: all, filter }, requests: null }];
  const list = [...ids];
  return Array.from({ length: Math.ceil(list.length / MOST_IDS) }, (_, part) => {
    const some = list.slice(part * MOST_IDS, (part + 1) * MOST_IDS);
    return { target: { ids: some }, requests: some.length };
  });
}
