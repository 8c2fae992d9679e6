const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(.+))?$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const AGO = /^(\d{1,4})\s*(m|h|d|w)(?:\s+ago)?$/;
const MINUTES = { m: 1, h: 60, d: 24 * 60, w: 7 * 24 * 60 } as const;

interface ReadMomentOptions {
  /** Milliseconds since 1970. */
  now: number;
  /** Which end of a range it is: a day alone begins it with its start and ends it with its end. */
  end: 'from' | 'to';
}

/**
 * The moment that somebody wrote, in ms since 1970: `2026-11-20 14:30`, `2026-11-20`, `14:30`, `today`, `yesterday 9:00`,
 * `now`, `3h ago`, or ISO 8601 with a zone. In the browser's zone where none is written; null where it can't be read.
 */
export function readMoment(text: string, { now, end }: ReadMomentOptions): number | null {
  const written = text.trim().toLowerCase();
  if (written === 'now') return now;
  const ago = AGO.exec(written);
  if (ago !== null) return now - Number(ago[1]) * MINUTES[ago[2] as keyof typeof MINUTES] * 60_000;
  const today = new Date(now);
  const dayOf = (shift: number): DayParts => [today.getFullYear(), today.getMonth(), today.getDate() + shift];
  const [, word = '', rest = ''] = /^(today|yesterday)?\s*(.*)$/.exec(written) ?? [];
  if (word !== '') return momentOf(dayOf(word === 'today' ? 0 : -1), rest, end);
  const date = DATE.exec(text.trim());
  if (date === null) return TIME.test(written) ? momentOf(dayOf(0), written, end) : null;
  const [, year, month, day, time = ''] = date;
  const parts: DayParts = [Number(year), Number(month) - 1, Number(day)];
  const made = new Date(...parts);
  // The 31st of November would become the 1st of December.
  return made.getMonth() === parts[1] && made.getDate() === parts[2] ? momentOf(parts, time, end) : null;
}

/** Year, month from 0, day. */
type DayParts = [number, number, number];

function momentOf([year, month, day]: DayParts, time: string, end: 'from' | 'to'): number | null {
  if (time === '') return new Date(year, month, end === 'from' ? day : day + 1).getTime();
  const [, hour = '', minute = '', second = '0', zone] = TIME.exec(time) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const clock = [Number(hour), Number(minute), Number(second)] as const;
  if (zone === undefined) return new Date(year, month, day, ...clock).getTime();
  return Date.UTC(year, month, day, ...clock) - offsetMinutes(zone) * 60_000;
}

function offsetMinutes(zone: string): number {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}

/** As {@link readMoment} reads it, in the browser's zone: '2026-11-20 14:30', with seconds where there are any. */
export function formatMoment(time: number): string {
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const seconds = date.getSeconds() === 0 ? '' : `:${two(date.getSeconds())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}${seconds}`;
}
