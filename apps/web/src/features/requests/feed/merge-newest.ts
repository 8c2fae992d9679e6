import type { Request } from '@heliograph/contracts/request';

export interface RequestsPage {
  items: Request[];
  nextCursor: string | null;
}

/**
 * The pages known so far (newest first) with the newest page just asked for laid over them: what is new is put where its
 * time says. Where the two don't touch, rows lie between them that nobody asked for; then the newest page starts anew.
 * Answers the same array where nothing is new.
 */
export function mergeNewest(pages: readonly RequestsPage[], newest: RequestsPage): readonly RequestsPage[] {
  const [first, ...rest] = pages;
  if (first === undefined || first.items.length === 0) return newest.items.length === 0 ? pages : [newest];
  const known = new Set(pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const fresh = newest.items.filter(({ id }) => !known.has(id));
  if (fresh.length === 0) return pages;
  if (fresh.length === newest.items.length && newest.nextCursor !== null) return [newest];
  return [{ ...first, items: [...fresh, ...first.items].sort(newestFirst) }, ...rest];
}

/** The order of the API: by time, then by id, both falling. */
function newestFirst(left: Request, right: Request): number {
  const byTime = Date.parse(right.createdAt) - Date.parse(left.createdAt);
  return byTime !== 0 ? byTime : left.id < right.id ? 1 : -1;
}

/** The rows of all pages, each id once. */
export function listRows(pages: readonly RequestsPage[]): Request[] {
  return [...new Map(pages.flatMap(({ items }) => items.map((item) => [item.id, item] as const))).values()];
}
