import { bucketStarts } from '@heliograph/contracts/time-buckets';
import { DAY_MS, HOUR_MS } from './plan-time.ts';

/** More days than anybody keeps requests. */
const MOST_DAYS = 10_000;

/**
 * Where the days of a time zone begin (ms since 1970) that lie in [from, to), begin with an hour of UTC and have 24 hours:
 * those that rollups of hours can add up to.
 */
export function wholeDays({ timezone, from, to }: { timezone: string; from: number; to: number }): number[] {
  const starts = bucketStarts({
    interval: 'day',
    timeZone: timezone,
    from: Math.max(from, 0),
    // One more, to know how long the last one is.
    to: to + DAY_MS,
    most: MOST_DAYS,
  });
  return starts.filter(
    (start, at) =>
      start >= from && start + DAY_MS <= to && start % HOUR_MS === 0 && starts[at + 1] === start + DAY_MS,
  );
}
