import { newestFirst, type RequestView, type ViewLayout } from '@heliograph/contracts/request-view';
import type { SavedView } from '@heliograph/contracts/saved-views';
import { createSerializer, parseAsString } from 'nuqs/server';
import { rangeToQuery } from '../../time-range/range-query.ts';
import { filterParsers } from '../filters/filter-parsers.ts';
import { idsToSay } from '../layout/ids-to-say.ts';
import { layoutParsers } from '../layout/layout-parsers.ts';

/** In place of an id: the list as it comes, also for those who begin with a view. */
export const NO_VIEW = 'all';

/** What an address has of a view: its id, and all of it that can stand there. */
export const viewParsers = { ...filterParsers, ...layoutParsers, view: parseAsString };

/** What to write into the address for a view. */
export function queryOfView({ id, view }: Pick<SavedView, 'id' | 'view'>) {
  const { filter, range, sort, layout } = view;
  return {
    view: id,
    q: filter === '' ? null : filter,
    ...rangeToQuery(range),
    sort: layoutParsers.sort.eq(sort, newestFirst) ? null : sort,
    columns: idsToSay(layout),
  };
}

const serialize = createSerializer(viewParsers);

/** The address of the request list with this view. */
export function viewUrl(saved: Pick<SavedView, 'id' | 'view'>): string {
  return serialize('/requests', queryOfView(saved));
}

/** Whether an address says nothing of what is to be seen: then people get what they chose to begin with. */
export function isBare(query: Readonly<Record<string, unknown>>): boolean {
  return [...Object.keys(viewParsers), 'request'].every((name) => query[name] === undefined);
}

/** Whether both show the same. */
export function isSameView(left: RequestView, right: RequestView): boolean {
  return (
    left.filter === right.filter &&
    left.range === right.range &&
    layoutParsers.sort.eq(left.sort, right.sort) &&
    isSameLayout(left.layout, right.layout)
  );
}

function isSameLayout(left: ViewLayout, right: ViewLayout): boolean {
  const said = ({ columns }: ViewLayout): string =>
    JSON.stringify(columns.map(({ id, width = null, pinned = false }) => [id, width, pinned]));
  return left.density === right.density && said(left) === said(right);
}
