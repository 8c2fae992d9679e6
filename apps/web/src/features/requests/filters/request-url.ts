import { createSerializer, parseAsString } from 'nuqs/server';
import { filterParsers, filterUrlKeys } from './filter-parsers.ts';
import type { RequestFilters } from './request-filters.ts';
import type { TimeRangeName } from './time-range.ts';

const serialize = createSerializer({ ...filterParsers, request: parseAsString }, { urlKeys: filterUrlKeys });

/** The address of the request list with these filters and that request open. */
export function requestUrl(range: TimeRangeName, filters: RequestFilters, id: string): string {
  return serialize('/requests', { range, ...filters, request: id });
}
