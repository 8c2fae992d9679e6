const grouped = new Intl.NumberFormat('en-US');

/** A count in full: `1,234,567`. */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** A count for a narrow place: in full up to 9,999, then `12.3k`, `123k`, `1.2M`. */
export function formatShortCount(count: number): string {
  if (count < 10_000) return grouped.format(count);
  if (count < 999_500) return `${shorten(count / 1_000)}k`;
  if (count < 999_500_000) return `${shorten(count / 1_000_000)}M`;
  return `${shorten(count / 1_000_000_000)}B`;
}

function shorten(value: number): string {
  return value < 99.95 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
}

/** Bytes for people, in steps of 1024: `812 B`, `1.2 KB`, `34 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;
  let value = bytes;
  let unit: string = units[0];
  for (const next of units.slice(1)) {
    if (value < 1023.5) break;
    value /= 1024;
    unit = next;
  }
  return `${unit === 'B' ? Math.round(value) : shorten(value)} ${unit}`;
}
