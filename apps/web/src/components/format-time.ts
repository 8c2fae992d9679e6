const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

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
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone }).format(time);
}

/** 'Nov 21, 2026, 14:03:27 GMT+1' in the zone given, else in the browser's. */
export function formatAbsoluteTime(time: number, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-US', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone,
  }).format(time);
}
