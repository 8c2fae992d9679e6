import { parseAsString } from 'nuqs/server';
import { rangeParsers } from '../../time-range/range-query.ts';

/** Everything of the request list that stands in its URL; the open request stands beside it. */
export const filterParsers = {
  ...rangeParsers,
  /** A filter as people write it (packages/contracts, filter-text). */
  q: parseAsString.withDefault(''),
};
