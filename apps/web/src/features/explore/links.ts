import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import { createSerializer } from 'nuqs/server';
import { filterParsers } from '../requests/filters/filter-parsers.ts';
import { rangeToQuery } from '../time-range/range-query.ts';

const serialize = createSerializer(filterParsers);

/** The list of sessions with this range and filter. */
export function sessionsUrl(range: ChosenRange, filter: string): string {
  return serialize('/sessions', { ...rangeToQuery(range), q: filter });
}

/** The page of a session, whatever characters its id has. */
export function sessionUrl(id: string): string {
  return `/sessions/${encodeURIComponent(id)}`;
}

/** The page of an end user. */
export function userUrl(id: string): string {
  return `/users/${encodeURIComponent(id)}`;
}

/** The page of a custom property. */
export function propertyUrl(name: string): string {
  return `/properties/${encodeURIComponent(name)}`;
}
