import { intervalOf } from '@heliograph/contracts/chosen-range';
import type { Filter } from '@heliograph/contracts/filter';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import { createSerializer } from 'nuqs/server';
import { filterParsers } from '../requests/filters/filter-parsers.ts';
import { rangeToQuery } from '../time-range/range-query.ts';

const serialize = createSerializer(filterParsers);

/** The requests that something fired about: from its window's beginning to its end, or the window's where it still fires. */
export function eventRequestsUrl(event: {
  filter: Filter | null;
  windowFrom: string;
  windowTo: string;
  endedAt: string | null;
}): string {
  const range = intervalOf(Date.parse(event.windowFrom), Date.parse(event.endedAt ?? event.windowTo));
  return serialize('/requests', {
    ...(range === null ? {} : rangeToQuery(range)),
    q: event.filter === null ? '' : printFilter(event.filter),
  });
}
