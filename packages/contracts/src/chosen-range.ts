import { z } from 'zod';

/** Ranges that end now: minutes by their name. */
export const relativeRanges = {
  '15m': 15,
  '1h': 60,
  '6h': 6 * 60,
  '24h': 24 * 60,
  '3d': 3 * 24 * 60,
  '7d': 7 * 24 * 60,
  '30d': 30 * 24 * 60,
  '90d': 90 * 24 * 60,
  '365d': 365 * 24 * 60,
} as const;
export type RelativeRange = keyof typeof relativeRanges;
export const relativeRangeNames = Object.keys(relativeRanges) as [RelativeRange, ...RelativeRange[]];

/** Stands for the end of an interval that moves on with the time. */
const NOW = 'now';

/** What somebody chose to look at: a range that ends now, or an interval of ISO 8601, `<from>/<to>` or `<from>/now`. */
export type ChosenRange = RelativeRange | `${string}/${string}`;

export function isRelative(range: ChosenRange): range is RelativeRange {
  return range in relativeRanges;
}

/** The interval between two moments (ms since 1970); null where it isn't one. */
export function intervalOf(from: number, to: number): ChosenRange | null {
  if (!(from < to) || Math.abs(from) > 8.64e15 || Math.abs(to) > 8.64e15) return null;
  return `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;
}

/** From a moment (ms since 1970) on; null where that isn't one. */
export function sinceMoment(from: number): Exclude<ChosenRange, RelativeRange> | null {
  return Math.abs(from) <= 8.64e15 ? `${new Date(from).toISOString()}/${NOW}` : null;
}

/** Both ends of an interval, ISO 8601; the end is null where it is always now. */
export function endsOf(interval: Exclude<ChosenRange, RelativeRange>): { from: string; to: string | null } {
  const [from = '', to = ''] = interval.split('/');
  return { from, to: to === NOW ? null : to };
}

export const chosenRangeSchema = z
  .union([
    z.enum(relativeRangeNames),
    z
      .string()
      .max(80)
      .transform((text, context): ChosenRange => {
        const [from = '', to = '', ...more] = text.split('/');
        const interval =
          more.length > 0
            ? null
            : to === NOW
              ? sinceMoment(timeOf(from))
              : intervalOf(timeOf(from), timeOf(to));
        if (interval !== null) return interval;
        context.addIssue(
          'Give a range such as 24h, or two moments: 2026-11-20T10:00:00Z/2026-11-21T10:00:00Z, or 2026-11-20T10:00:00Z/now',
        );
        return z.NEVER;
      }),
  ])
  .describe('A range that ends now, such as 24h, or an interval of ISO 8601: <from>/<to> or <from>/now');

/** With its zone: without one it would mean another moment to another reader. */
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

const timeOf = (end: string): number => (ISO.test(end) ? Date.parse(end) : NaN);
