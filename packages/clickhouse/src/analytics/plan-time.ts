export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The hours of a time range, each in one of three lists, as ms since 1970 where they begin. */
export interface TimePlan {
  /** Whole days (24 hours from there on) that are read from rollups of days; their hours are in no other list. */
  days: number[];
  /** Hours that are read from rollups of hours. */
  hours: number[];
  /** Hours that are read from the requests themselves, those that the range covers in part included. */
  raw: number[];
}

/**
 * Where each hour of [from, to) is read from. A rollup has to lie in the range, in one stretch of time (`starts`, oldest
 * first, [] for one), and be up to date: no request of its period changed since it was made. `days` are where such days
 * begin, oldest first; `staleHours` are hours that aren't.
 */
export function planTime({
  from,
  to,
  starts,
  days,
  staleHours,
}: {
  from: number;
  to: number;
  starts: readonly number[];
  days: readonly number[];
  staleHours: ReadonlySet<number>;
}): TimePlan {
  const plan: TimePlan = { days: [], hours: [], raw: [] };
  const cuts = new Walk(starts);
  const fits = (start: number, end: number) =>
    start >= from && end <= to && (cuts.after(start) ?? Infinity) >= end;
  const upToDate = new Walk(days);
  let hour = Math.floor(from / HOUR_MS) * HOUR_MS;
  while (hour < to) {
    if (upToDate.at(hour) && fits(hour, hour + DAY_MS)) {
      plan.days.push(hour);
      hour += DAY_MS;
      continue;
    }
    const isRolledUp = !staleHours.has(hour) && fits(hour, hour + HOUR_MS);
    (isRolledUp ? plan.hours : plan.raw).push(hour);
    hour += HOUR_MS;
  }
  return plan;
}

/** Goes through times in their order, as long as it is asked for them in that order too. */
class Walk {
  readonly #times: readonly number[];
  #next = 0;

  constructor(times: readonly number[]) {
    this.#times = times;
  }

  /** Whether a time is one of them. */
  at(time: number): boolean {
    while ((this.#times[this.#next] ?? Infinity) < time) this.#next += 1;
    return this.#times[this.#next] === time;
  }

  /** The first of them behind a time. */
  after(time: number): number | undefined {
    while ((this.#times[this.#next] ?? Infinity) <= time) this.#next += 1;
    return this.#times[this.#next];
  }
}
