import type { Interval } from '@heliograph/contracts/time-buckets';

/** How the stretches of time of a chart are called, in a time zone. */
export interface BucketFormat {
  /** On the axis. */
  tick: (at: number) => string;
  /** In tooltips and tables, so that no two are called the same: with the zone where the clock is put back. */
  full: (at: number) => string;
}

/** `times` are where the stretches begin, ms since 1970, in order. */
export function formatBuckets(times: readonly number[], interval: Interval, timeZone: string): BucketFormat {
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  const make = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, ...options });
    return (at: number) => format.format(at);
  };
  const year = make({ year: 'numeric' });
  const withYear = year(first) === year(last) ? {} : ({ year: 'numeric' } as const);
  const date = { month: 'short', day: 'numeric', ...withYear } as const;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  if (interval === 'month') {
    const month = make({ month: 'short', year: 'numeric' });
    return { tick: month, full: month };
  }
  if (interval === 'week') {
    const day = make(date);
    return { tick: day, full: (at) => `Week of ${day(at)}` };
  }
  if (interval === 'day') return { tick: make(date), full: make({ weekday: 'short', ...date }) };
  const day = make(date);
  const spansDays = times.length > 0 && day(first) !== day(last);
  const isLong = last - first > 3 * 86_400_000;
  const full = make({ ...date, ...clock });
  const named = make({ ...date, ...clock, timeZoneName: 'short' });
  const seen = new Map<string, number>();
  for (const at of times) seen.set(full(at), (seen.get(full(at)) ?? 0) + 1);
  return {
    tick: isLong ? day : make(spansDays ? { ...date, ...clock } : clock),
    full: (at) => ((seen.get(full(at)) ?? 0) > 1 ? named(at) : full(at)),
  };
}
