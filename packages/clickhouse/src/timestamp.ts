/** A time as ClickHouse's DateTime64(3, 'UTC') reads and writes it: `2026-11-21 01:02:03.456`. */
export function toTimestamp(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`;
}

/** The ISO 8601 form, UTC, of what ClickHouse wrote. */
export function fromTimestamp(text: string): string {
  return `${text.replace(' ', 'T')}Z`;
}
