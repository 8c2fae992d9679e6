const DAY_MS = 86_400_000;

/** Where the day or the month that holds a moment begins in a time zone, ms since 1970. */
export function startOf(unit: 'day' | 'month', at: number, timezone: string): number {
  const { year, month, day } = partsAt(at, timezone);
  return midnight(year, month, unit === 'day' ? day : 1, timezone);
}

/** Where the month after it begins. */
export function endOfMonth(at: number, timezone: string): number {
  const { year, month } = partsAt(at, timezone);
  return midnight(year, month + 1, 1, timezone);
}

/** The first moment of a day. Twice: the offset may differ between the guess and the day's beginning. */
function midnight(year: number, month: number, day: number, timezone: string): number {
  const local = Date.UTC(year, month, day);
  const guess = local - offsetAt(local, timezone);
  const better = local - offsetAt(guess, timezone);
  // Where clocks jump over midnight, the day begins with the hour after it.
  return partsAt(better, timezone).day === partsAt(better + DAY_MS / 2, timezone).day ? better : guess;
}

/** What the local time is ahead of UTC, ms. */
function offsetAt(at: number, timezone: string): number {
  const { year, month, day, hour, minute, second } = partsAt(at, timezone);
  return Date.UTC(year, month, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `month` counts from 0. */
function partsAt(at: number, timezone: string) {
  const format =
    formats.get(timezone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(timezone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const of = (type: string) => parts.get(type as Intl.DateTimeFormatPartTypes) ?? 0;
  return {
    year: of('year'),
    month: of('month') - 1,
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}
