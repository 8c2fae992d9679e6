const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A format, made once: making one takes longer than writing a hundred times with it. */
function formatOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', options);
  formats.set(key, format);
  return format;
}

const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;

/** '12s ago', '5m ago', '3h ago', '2d ago'; the date where it lies 30 days back or more. Both in milliseconds since 1970. */
export function formatRelativeTime(time: number, now: number): string {
  const age = now - time;
  // Clocks of two machines differ a little; what lies a moment ahead has just happened.
  if (age < 5 * SECOND_MS && age > -MINUTE_MS) return 'just now';
  if (age < 0) return formatDate(time);
  if (age < MINUTE_MS) return `${Math.floor(age / SECOND_MS)}s ago`;
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)}m ago`;
  if (age < DAY_MS) return `${Math.floor(age / HOUR_MS)}h ago`;
  if (age < 30 * DAY_MS) return `${Math.floor(age / DAY_MS)}d ago`;
  return formatDate(time);
}

/** 'Nov 21, 2026' in the zone given, else in the browser's. */
export function formatDate(time: number, timeZone?: string): string {
  return formatOf({ dateStyle: 'medium', timeZone }).format(time);
}

interface MomentOptions {
  /** IANA name; the browser's where none is given. */
  timeZone?: string | undefined;
  milliseconds?: boolean;
}

/** 'Nov 21, 2026, 14:03:27 GMT+1', or '…:27.412 GMT+1' with milliseconds. */
export function formatAbsoluteTime(
  time: number,
  { timeZone, milliseconds = false }: MomentOptions = {},
): string {
  return formatOf({
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    ...clock,
    ...(milliseconds && { fractionalSecondDigits: 3 as const }),
    timeZoneName: 'short',
    timeZone,
  }).format(time);
}

/** A moment as a list shows it: '14:03:07' on the day of `now`, else 'Nov 20 14:03:07'. */
export function formatListTime(time: number, now: number, timeZone?: string): string {
  const shown = formatOf({ ...clock, timeZone }).format(time);
  const day = dayOf(time, timeZone);
  return day === dayOf(now, timeZone) ? shown : `${day} ${shown}`;
}

function dayOf(time: number, timeZone: string | undefined): string {
  return formatOf({ month: 'short', day: 'numeric', timeZone }).format(time);
}
