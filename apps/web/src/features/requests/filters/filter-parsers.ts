import { parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { defaultTimeRange, timeRangeNames } from './time-range.ts';

/** Everything of the request list that stands in its URL; the open request stands beside it. */
export const filterParsers = {
  range: parseAsStringLiteral(timeRangeNames).withDefault(defaultTimeRange),
  /** A filter as people write it (packages/contracts, filter-text). */
  q: parseAsString.withDefault(''),
};
