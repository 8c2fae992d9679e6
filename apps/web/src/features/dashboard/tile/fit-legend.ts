import type { LegendItem } from '../../../components/chart/chart-legend.tsx';

/** Items that a tile so many columns of the grid wide has room for, beside its chart. */
const ROOM: readonly (readonly [columns: number, items: number])[] = [
  [3, 3],
  [4, 5],
];

/** A legend that leaves a small tile room for its chart; `hidden` are told by the tooltip alone, never just one. */
export function fitLegend(
  items: readonly LegendItem[],
  columns: number,
): { items: readonly LegendItem[]; hidden: number } {
  const room = ROOM.find(([most]) => columns <= most)?.[1] ?? Infinity;
  if (items.length <= room + 1) return { items, hidden: 0 };
  return { items: items.slice(0, room), hidden: items.length - room };
}
