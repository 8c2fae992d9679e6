import type { AnalyticsResult } from '@heliograph/contracts/analytics';
import type { Interval } from '@heliograph/contracts/time-buckets';

export type Group = Readonly<Record<string, string | null>>;

/** A row of an answer of POST /analytics/query, with the values of one tile alone. */
export interface AnswerRow {
  /** Start of the stretch of time, ms since 1970; null for the whole range. */
  time: number | null;
  group: Group;
  /** In the order of the tile's metrics, as they came: money is decimal text. */
  values: readonly (number | string | null)[];
}

export interface Answer {
  interval: Interval | 'none';
  rows: readonly AnswerRow[];
  /** There are more groups than those told apart. */
  truncated: boolean;
  /** Rare values of a property were not kept apart. */
  folded: boolean;
}

/** The answer of a query with only the columns of `places`, in that order. */
export function readAnswer(result: AnalyticsResult, places: readonly number[]): Answer {
  const { interval, rows, truncated, folded } = result;
  return {
    ...{ interval, truncated, folded },
    rows: rows.map(({ time, group, values }) => ({
      time: time === null ? null : Date.parse(time),
      group,
      values: places.map((place) => values[place] ?? null),
    })),
  };
}

/** A value for drawing; null where there is none. */
export function toNumber(value: number | string | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
