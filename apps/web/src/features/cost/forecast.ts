/** What one day cost, USD. */
export interface DayCost {
  /** Start of the day, ms since 1970. */
  at: number;
  usd: number;
}

export interface Forecast {
  /** Spent so far this month, USD. */
  monthToDate: number;
  /** What the month will have cost, USD; null where nothing is known to go by. */
  total: number | null;
  /** Days to come, and the rest of today, with what they are expected to cost. */
  ahead: readonly DayCost[];
  /** `weekday`: by the mean of the same weekday; `mean`: of all days, as there are too few. */
  method: 'weekday' | 'mean' | 'none';
}

/** Whole days that are looked at, and how many there must be before weekdays are told apart. */
const LOOKED_AT = 28;
const FOR_WEEKDAYS = 14;
const WEEK = 7;

/**
 * What a month will have cost: what it has cost so far, and each day to come at the mean of the same weekday over the last
 * four weeks of whole days. Where fewer than two weeks are known, at the mean of all whole days; of today, what is left of
 * it. Days before the first that cost something don't count: they tell of a time before there was traffic.
 */
export function forecastMonth({
  past,
  today,
  elapsed,
  ahead,
  monthStart,
}: {
  /** Whole days before today, oldest first, gaps as 0. */
  past: readonly DayCost[];
  today: DayCost;
  /** How much of today is over, 0 to 1. */
  elapsed: number;
  /** Starts of the days of this month behind today, ms since 1970. */
  ahead: readonly number[];
  /** Start of this month, ms since 1970. */
  monthStart: number;
}): Forecast {
  const monthToDate = past
    .filter(({ at }) => at >= monthStart)
    .reduce((sum, { usd }) => sum + usd, today.usd);
  const begun = past.findIndex(({ usd }) => usd > 0);
  const known = begun < 0 ? [] : past.slice(begun).slice(-LOOKED_AT);
  if (known.length === 0) return { monthToDate, total: null, ahead: [], method: 'none' };
  const byWeekday = known.length >= FOR_WEEKDAYS;
  // Counted in days from today, so that no clock change moves a weekday.
  const expected = (daysAhead: number): number =>
    mean(
      known
        .filter((_, index) => !byWeekday || (known.length - index + daysAhead) % WEEK === 0)
        .map(({ usd }) => usd),
    );
  const days = [
    { at: today.at, usd: expected(0) * (1 - elapsed) },
    ...ahead.map((at, index) => ({ at, usd: expected(index + 1) })),
  ];
  return {
    monthToDate,
    total: days.reduce((sum, { usd }) => sum + usd, monthToDate),
    ahead: days,
    method: byWeekday ? 'weekday' : 'mean',
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
