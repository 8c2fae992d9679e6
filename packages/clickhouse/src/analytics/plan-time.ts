export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The hours of a time range, each in one of three lists, as ms since 1970 where they begin. */
export interface TimePlan {
  /** Whole days (UTC) that are read from rollups of days; their hours are in no other list. */
  days: number[];
  /** Hours that are read from rollups of hours. */
  hours: number[];
  /** Hours that are read from the requests themselves, those that the range covers in part included. */
  raw: number[];
}

/**
 * Where each hour of [from, to) is read from. A rollup has to lie in the range, in one stretch of time (`starts`, oldest
 * first, [] for one), and not be stale: requests of its period changed after it was made, or it wasn't made yet.
 */
export function planTime({
  from,
  to,
  starts,
  stale,
  hoursOnly = false,
}: {
  from: number;
  to: number;
  starts: readonly number[];
  stale: { hours: ReadonlySet<number>; days: ReadonlySet<number> };
  /** Whether there are no rollups of days. */
  hoursOnly?: boolean | undefined;
}): TimePlan {
  const plan: TimePlan = { days: [], hours: [], raw: [] };
  let next = 0;
  /** Whether a stretch begins within a period; periods are asked for in the order of time. */
  const isCut = (start: number, end: number) => {
    while ((starts[next] ?? Infinity) <= start) next += 1;
    return (starts[next] ?? Infinity) < end;
  };
  const fits = (start: number, end: number) => start >= from && end <= to && !isCut(start, end);
  for (let day = Math.floor(from / DAY_MS) * DAY_MS; day < to; day += DAY_MS) {
    if (!hoursOnly && !stale.days.has(day) && fits(day, day + DAY_MS)) {
      plan.days.push(day);
      continue;
    }
    const first = Math.max(day, Math.floor(from / HOUR_MS) * HOUR_MS);
    for (let hour = first; hour < Math.min(day + DAY_MS, to); hour += HOUR_MS) {
      const isRolledUp = !stale.hours.has(hour) && fits(hour, hour + HOUR_MS);
      (isRolledUp ? plan.hours : plan.raw).push(hour);
    }
  }
  return plan;
}
