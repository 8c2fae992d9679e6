import { startOfPeriodBefore } from '@heliograph/contracts/time-buckets';
import type { PageQuery } from './tile-questions.ts';

/** The range up to now, and the period before: as long by the clock, and ending where it begins. */
export function toPageQuery(
  { from, to, askedAt }: { from: string; to: string; askedAt: number },
  compare: boolean,
  rest: Omit<PageQuery, 'timeRange' | 'before'>,
): PageQuery {
  const start = Date.parse(from);
  // What lies ahead has nothing to show, and would lengthen rates.
  const end = askedAt > start ? Math.min(Date.parse(to), askedAt) : Date.parse(to);
  const iso = (at: number) => new Date(at).toISOString();
  return {
    ...rest,
    timeRange: { from: iso(start), to: iso(end) },
    before: compare
      ? { from: iso(startOfPeriodBefore({ timeZone: rest.timeZone, from: start, to: end })), to: iso(start) }
      : null,
  };
}
