/** Places of a chart, from the first to the last of them. */
export interface Stretch {
  first: number;
  last: number;
}

interface Cursor {
  /** Where it began, and where it is now. */
  start: number;
  end: number;
}

/**
 * Where a key leads the cursor of a chart with so many places; without one it begins at the end, where what is newest
 * stands. Null for keys that mean nothing here.
 */
export function moveCursor(
  cursor: Cursor | null,
  { key, extend, count }: { key: string; extend: boolean; count: number },
): Cursor | null {
  const last = count - 1;
  const from = cursor?.end ?? count;
  const step = Math.max(1, Math.round(count / 10));
  const aims: Partial<Record<string, number>> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    PageDown: from - step,
    PageUp: from + step,
    Home: 0,
    End: last,
  };
  const aim = aims[key];
  if (aim === undefined) return null;
  const end = Math.min(last, Math.max(0, aim));
  return { start: extend && cursor !== null ? cursor.start : end, end };
}
