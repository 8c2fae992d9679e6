import { type ChosenRange, chosenRangeSchema, endsOf, isRelative } from '@heliograph/contracts/chosen-range';
import { parseAsString } from 'nuqs/server';
import { defaultTimeRange } from './time-range.ts';

/** How a range stands in URLs: `range=24h`, or `from=…&to=…` in ISO 8601; without `to` it ends now. */
export const rangeParsers = { range: parseAsString, from: parseAsString, to: parseAsString };

export interface RangeQuery {
  range: string | null;
  from: string | null;
  to: string | null;
}

/** The range that an address names; the fallback where it names none that can be read. */
export function rangeFromQuery(
  { range, from, to }: RangeQuery,
  fallback: ChosenRange = defaultTimeRange,
): ChosenRange {
  const text = from === null ? range : `${from}/${to ?? 'now'}`;
  const read = chosenRangeSchema.safeParse(text);
  return read.success ? read.data : fallback;
}

/** What to write into an address; nothing for the fallback, which needs no words. */
export function rangeToQuery(range: ChosenRange, fallback: ChosenRange = defaultTimeRange): RangeQuery {
  if (isRelative(range)) return { range: range === fallback ? null : range, from: null, to: null };
  return { range: null, ...endsOf(range) };
}
