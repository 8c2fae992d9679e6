/** A moment in full, with the zone it is told in: `Nov 21, 2026, 14:03:07.412 GMT+1`. `timeZone` defaults to the viewer's. */
export function formatAbsoluteTime(moment: Date, timeZone?: string): string {
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

/** How long ago: `just now`, `42 s ago`, `5 m ago`, `3 h ago`, `2 d ago`. A moment to come reads as now. */
export function formatRelativeTime(moment: Date, now: Date): string {
  const seconds = Math.floor((now.getTime() - moment.getTime()) / 1000);
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}
