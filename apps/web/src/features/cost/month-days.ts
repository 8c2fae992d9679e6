/** A month as the reader's calendar has it; all ms since 1970. */
export interface MonthDays {
  /** Where the costs begin that are looked at: the month before, or four weeks ago, whichever is earlier. */
  lookedAtFrom: number;
  previousStart: number;
  monthStart: number;
  todayStart: number;
  /** Starts of the days behind today, to the month's end. */
  ahead: readonly number[];
  /** How much of today is over, 0 to 1. */
  elapsed: number;
}

/** The month that `now` falls into, with days of the runtime's time zone: they may have 23 or 25 hours. */
export function monthOf(now: Date): MonthDays {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const start = (of: number, date: number) => new Date(year, of, date).getTime();
  const todayStart = start(month, day);
  const lastDay = new Date(year, month + 1, 0).getDate();
  return {
    lookedAtFrom: Math.min(start(month - 1, 1), start(month, day - 28)),
    previousStart: start(month - 1, 1),
    monthStart: start(month, 1),
    todayStart,
    ahead: Array.from({ length: lastDay - day }, (_, index) => start(month, day + 1 + index)),
    elapsed: (now.getTime() - todayStart) / (start(month, day + 1) - todayStart),
  };
}
