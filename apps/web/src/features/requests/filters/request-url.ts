import { createSerializer, parseAsString } from 'nuqs/server';
import { filterParsers } from './filter-parsers.ts';
import type { TimeRangeName } from './time-range.ts';

const serialize = createSerializer({ ...filterParsers, request: parseAsString });

/** The address of the request list with this filter and that request open. */
export function requestUrl(range: TimeRangeName, filter: string, id: string): string {
  return serialize('/requests', { range, q: filter, request: id });
}
