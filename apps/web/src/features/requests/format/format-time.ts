/** A moment to the millisecond, with the zone it is told in: `Nov 21, 2026, 14:03:07.412 GMT+1`. `timeZone` defaults to the viewer's. */
export function formatPreciseTime(moment: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-US', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone,
  }).format(moment);
}

/** A moment as a list shows it: `14:03:07` on the viewer's current day, else `Nov 20 14:03:07`. */
export function formatListTime(moment: Date, now: Date, timeZone?: string): string {
  const time = new Intl.DateTimeFormat('en-US', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(moment);
  const day = dayOf(moment, timeZone);
  return day === dayOf(now, timeZone) ? time : `${day} ${time}`;
}

function dayOf(moment: Date, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone }).format(moment);
}
