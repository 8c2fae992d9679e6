import type { ChartModel } from './chart-model.ts';
import type { Stretch } from './move-cursor.ts';

/** `Nov 20, 10:00`, `Nov 20, 10:00 – Nov 20, 14:00`: from the start of the first place to that of the last. */
export function describeStretch(
  { rows, formatAt, formatAtFull = formatAt }: ChartModel,
  { first, last }: Stretch,
): string {
  const [from, to] = [rows[first], rows[last]];
  if (from === undefined || to === undefined) return '';
  return first === last ? formatAtFull(from.at) : `${formatAtFull(from.at)} – ${formatAtFull(to.at)}`;
}
