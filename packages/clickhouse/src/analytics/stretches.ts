import type { AnalyticsQuestion } from '@heliograph/contracts/analytics';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { bucketStarts, chooseChartInterval, type Interval } from '@heliograph/contracts/time-buckets';

/** Rows of one line of a chart, and of an answer: beyond them nobody reads it, and a shorter range says more. */
const MOST_STRETCHES = 4_000;
export const MOST_ROWS = 50_000;

/** The stretches of time that a question is about, ms since 1970. */
export interface Stretches {
  interval: Interval | 'none';
  from: number;
  to: number;
  /** Where each begins, the first at or before `from`; for `none` it is `from` alone. */
  starts: number[];
  /** Minutes of the range that lie in the stretch that begins there. */
  minutes(start: number): number;
}

/** Throws `too_wide` where the interval cuts the range into more stretches than an answer has. */
export function stretchesOf({ timeRange, interval: wanted, timezone }: AnalyticsQuestion): Stretches {
  const [from, to] = [Date.parse(timeRange.from), Date.parse(timeRange.to)];
  const interval = wanted === 'auto' ? chooseChartInterval(to - from) : wanted;
  const starts =
    interval === 'none'
      ? [from]
      : bucketStarts({ interval, timeZone: timezone, from: Math.max(from, 0), to, most: MOST_STRETCHES });
  if (starts.length > MOST_STRETCHES)
    throw tooWide(`The range has more than ${MOST_STRETCHES} stretches of a ${interval}.`);
  const next = new Map(starts.map((start, at) => [start, starts[at + 1] ?? to]));
  return {
    interval,
    from,
    to,
    starts,
    minutes: (start) => (Math.min(next.get(start) ?? to, to) - Math.max(start, from)) / 60_000,
  };
}

/** Says that a question asks for more than an answer may cost; `what` is a sentence. */
export function tooWide(what: string, cause?: unknown): HeliographError {
  return new HeliographError(
    'too_wide',
    `${what} Narrow the range, choose a longer interval, or ask for fewer groups.`,
    cause === undefined ? undefined : { cause },
  );
}
