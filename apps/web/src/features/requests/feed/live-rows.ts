import type { Request } from '@heliograph/contracts/request';

export interface RequestsPage {
  items: Request[];
  nextCursor: string | null;
}

/** What the looks at the newest rows have found, beside the pages that are loaded. */
export interface LiveRows {
  /** Rows that the pages don't have, in no order. */
  rows: readonly Request[];
  /** The newest page as the last look had it: the list can start anew from it. */
  newest: RequestsPage;
  /** At least so many newer rows wait above a gap that could not be closed; 0 where there is no gap. */
  ahead: number;
  /** Start of the time range at the last look, ISO 8601. */
  from: string;
  /** Milliseconds since 1970 of the last look that went further down than the newest page. */
  sweptAt: number;
}

/** What one look at the newest rows saw. */
export interface Look {
  newest: RequestsPage;
  items: readonly Request[];
  /** Whether nothing lies between these rows and the ones known before. */
  touches: boolean;
}

/**
 * Asks for the newest page, and, while none of its rows is known, for the ones below it until it meets rows that are
 * known or the end of the range, over at most so many pages.
 */
export async function lookForNewest(
  ask: (cursor: string | undefined) => Promise<RequestsPage>,
  isKnown: (id: string) => boolean,
  mostPages: number,
): Promise<Look> {
  const newest = await ask(undefined);
  const items = [...newest.items];
  let page = newest;
  const meets = (): boolean => page.nextCursor === null || page.items.some(({ id }) => isKnown(id));
  for (let asked = 1; !meets() && asked < mostPages; asked++) {
    page = await ask(page.nextCursor ?? undefined);
    items.push(...page.items);
  }
  return { newest, items, touches: meets() };
}

/** The rows of the looks so far with those of one more; the same array where nothing is new. */
export function addLook(
  rows: readonly Request[],
  { items, touches }: Look,
  isKnown: (id: string) => boolean,
): { rows: readonly Request[]; ahead: number } {
  const fresh = items.filter(({ id }) => !isKnown(id));
  // Rows above a gap would hide what lies between.
  if (!touches) return { rows, ahead: fresh.length };
  return { rows: fresh.length === 0 ? rows : [...rows, ...fresh], ahead: 0 };
}

/** The rows with those that have arrived by themselves; the newest page has them on top of what it had. */
export function addArrived(before: LiveRows, fresh: readonly Request[], from: string): LiveRows {
  const items = [...fresh, ...before.newest.items].sort(newestFirst);
  return { ...before, rows: [...before.rows, ...fresh], newest: { ...before.newest, items }, from };
}

/** The rows of pages in the order in which they came, each id once. */
export function joinPages(pages: readonly RequestsPage[]): Request[] {
  const rows = new Map<string, Request>();
  for (const row of pages.flatMap(({ items }) => items)) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()];
}

/** All rows in the order of the API, each id once: of calls that share one, the newest, whose details name the others. */
export function listRows(pages: readonly RequestsPage[], live: readonly Request[]): Request[] {
  const rows = [...pages.flatMap(({ items }) => items), ...live];
  const oldestFirst = rows.sort(newestFirst).reverse();
  return [...new Map(oldestFirst.map((row) => [row.id, row])).values()].sort(newestFirst);
}

/** The rows (newest first) that began at `from` (ISO 8601) or later; the same array where all did. */
export function dropOlder(rows: Request[], from: string): Request[] {
  const start = Date.parse(from);
  const count = rows.findLastIndex((row) => timeOf(row) >= start) + 1;
  return count === rows.length ? rows : rows.slice(0, count);
}

/** Read once for each row: lists of thousands are put in order with every page that is loaded. */
const times = new WeakMap<Request, number>();

function timeOf(row: Request): number {
  const known = times.get(row);
  if (known !== undefined) return known;
  const time = Date.parse(row.createdAt);
  times.set(row, time);
  return time;
}

/** The order of the API: by time, then by id, both falling. */
function newestFirst(left: Request, right: Request): number {
  const byTime = timeOf(right) - timeOf(left);
  return byTime !== 0 ? byTime : left.id < right.id ? 1 : -1;
}
