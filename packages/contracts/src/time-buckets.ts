/** Stretches of time that charts are made of; days, weeks (from Monday) and months are those of a time zone. */
export const intervals = ['minute', 'hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof intervals)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ranges up to so long (ms) are shown in this interval. */
const autoIntervals: readonly (readonly [number, Interval])[] = [
  [3 * HOUR, 'minute'],
  [7 * DAY + HOUR, 'hour'],
  [100 * DAY, 'day'],
  [2 * 366 * DAY, 'week'],
];

/** The interval that a chart of a range (ms) begins with: 24 to 180 points of most ranges. */
export function chooseChartInterval(rangeMs: number): Interval {
  return autoIntervals.find(([longest]) => rangeMs <= longest)?.[1] ?? 'month';
}

/** Whether it is a time zone of the IANA database, such as Europe/Berlin, that this runtime knows. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * Where the stretches of a range begin, ms since 1970, oldest first: the first begins at or before `from`, the last before
 * `to`. A day begins at midnight of the zone, or where the clock jumps over it right behind, so that it may have 23 or 25
 * hours. Stops behind `most` stretches, giving one more than that.
 */
export function bucketStarts({
  interval,
  timeZone,
  from,
  to,
  most,
}: {
  interval: Interval;
  timeZone: string;
  from: number;
  to: number;
  most: number;
}): number[] {
  const zone = openZone(timeZone);
  const starts: number[] = [];
  const next = interval === 'minute' || interval === 'hour' ? clockSteps : calendarSteps;
  for (const start of next(zone, interval, from)) {
    if (start >= to || starts.length > most) break;
    starts.push(start);
  }
  return starts;
}

/**
 * Where the period before a range begins (ms since 1970): it is as long by the zone's clock, so that four days are compared
 * with four days where one of them has 25 hours. Ranges of less than a day are compared hour by hour.
 */
export function startOfPeriodBefore({
  timeZone,
  from,
  to,
}: {
  timeZone: string;
  from: number;
  to: number;
}): number {
  if (to - from < DAY - HOUR) return from - (to - from);
  const zone = openZone(timeZone);
  const clock = (at: number) => at + zone(at);
  const wanted = clock(from) - (clock(to) - clock(from));
  return wanted - zone(wanted - zone(from));
}

/** The zone's time less UTC at a moment, in ms. */
type Zone = (at: number) => number;

function openZone(timeZone: string): Zone {
  if (timeZone === 'UTC') return () => 0;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const known = new Map<number, number>();
  return (at) => {
    // Clocks are changed at quarters of an hour.
    const quarter = Math.floor(at / (15 * MINUTE)) * 15 * MINUTE;
    let offset = known.get(quarter);
    if (offset === undefined) {
      const part: Partial<Record<string, number>> = {};
      for (const { type, value } of format.formatToParts(quarter)) part[type] = Number(value);
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
      offset = Date.UTC(year, month - 1, day, hour, minute, second) - quarter;
      known.set(quarter, offset);
    }
    return offset;
  };
}

/** Minutes or hours of the zone's clock, from the one that `from` lies in. */
function* clockSteps(zone: Zone, interval: Interval, from: number): Generator<number> {
  const step = interval === 'minute' ? MINUTE : HOUR;
  const clock = (at: number) => Math.floor((at + zone(at)) / step);
  const floor = (at: number) => clock(at) * step - zone(at);
  for (let start = floor(from); ;) {
    yield start;
    const end = start + step;
    // Where the clock was put by half an hour: one hour of it begins there, or lasts longer than others.
    if (zone(floor(end)) === zone(end)) start = floor(end);
    else start = clock(end) === clock(start) ? floor(end + step) : end;
  }
}

/** Days, weeks or months of the zone's calendar, from the one that `from` lies in. */
function* calendarSteps(zone: Zone, interval: Interval, from: number): Generator<number> {
  const local = new Date(from + zone(from));
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth()];
  const weekday = (local.getUTCDay() + 6) % 7;
  const day = interval === 'month' ? 1 : local.getUTCDate() - (interval === 'week' ? weekday : 0);
  for (let n = 0; ; n += 1) {
    const date =
      interval === 'month'
        ? Date.UTC(year, month + n, 1)
        : Date.UTC(year, month, day + n * (interval === 'week' ? 7 : 1));
    yield startOfDate(zone, date);
  }
}

/** The first moment of a date (its midnight as if it were UTC) in a zone. */
function startOfDate(zone: Zone, date: number): number {
  const [before, behind] = [zone(date - DAY), zone(date + DAY)];
  if (before === behind && zone(date - before) === before) return date - before;
  // Near a change of the clock: the first moment whose local date is not an earlier one.
  let [early, late] = [
    date - Math.max(before, behind) - 3 * HOUR,
    date - Math.min(before, behind) + 3 * HOUR,
  ];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (middle + zone(middle) >= date) late = middle;
    else early = middle;
  }
  return late;
}
