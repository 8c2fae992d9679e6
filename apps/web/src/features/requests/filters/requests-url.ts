import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import { createSerializer, parseAsString } from 'nuqs/server';
import { rangeToQuery } from '../../time-range/range-query.ts';
import { filterParsers } from './filter-parsers.ts';

const serialize = createSerializer({ ...filterParsers, request: parseAsString });

/** The address of the request list with this range and filter, and with a request open where its id is given. */
export function requestsUrl(range: ChosenRange, filter: string, id: string | null = null): string {
  return serialize('/requests', { ...rangeToQuery(range), q: filter, request: id });
}
