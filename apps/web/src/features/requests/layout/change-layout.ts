import { columnWidth, type KnownLayout, type RequestColumnId } from '@heliograph/contracts/request-view';

type LayoutColumn = KnownLayout['columns'][number];

/** The layout with pinned columns first; the order is otherwise kept. */
export function arrange(columns: LayoutColumn[]): LayoutColumn[] {
  return [...columns.filter(isPinned), ...columns.filter((column) => !isPinned(column))];
}

function isPinned({ pinned }: LayoutColumn): boolean {
  return pinned === true;
}

const withColumns = (layout: KnownLayout, columns: LayoutColumn[]): KnownLayout => ({
  ...layout,
  columns: arrange(columns),
});

/** With the column at the end, or without it. The last one stays. */
export function toggleColumn(layout: KnownLayout, id: RequestColumnId): KnownLayout {
  const others = layout.columns.filter((column) => column.id !== id);
  if (others.length === layout.columns.length) return withColumns(layout, [...others, { id }]);
  return others.length === 0 ? layout : withColumns(layout, others);
}

/** With the column in the place of another one; a pinned one stays among the pinned. */
export function moveColumn(layout: KnownLayout, id: RequestColumnId, to: number): KnownLayout {
  const columns = arrange(layout.columns);
  const from = columns.findIndex((column) => column.id === id);
  const moved = columns[from];
  if (moved === undefined) return layout;
  columns.splice(from, 1);
  columns.splice(Math.max(0, to), 0, moved);
  return withColumns(layout, columns);
}

/** With the column so many places further right, or left where `by` is negative. */
export function shiftColumn(layout: KnownLayout, id: RequestColumnId, by: number): KnownLayout {
  const at = arrange(layout.columns).findIndex((column) => column.id === id);
  return at < 0 ? layout : moveColumn(layout, id, at + by);
}

export function pinColumn(layout: KnownLayout, id: RequestColumnId, pinned: boolean): KnownLayout {
  return withColumns(
    layout,
    layout.columns.map(({ pinned: _, ...column }) =>
      column.id === id
        ? { ...column, ...(pinned && { pinned }) }
        : { ...column, ...(_ === true && { pinned: true }) },
    ),
  );
}

/** With a width in px within what is sensible, or with the one it comes with. */
export function resizeColumn(layout: KnownLayout, id: RequestColumnId, width: number | null): KnownLayout {
  return withColumns(
    layout,
    layout.columns.map((column) => {
      if (column.id !== id) return column;
      const { width: _, ...rest } = column;
      return width === null ? rest : { ...rest, width: boundWidth(width) };
    }),
  );
}

export function boundWidth(width: number): number {
  return Math.round(Math.min(columnWidth.max, Math.max(columnWidth.min, width)));
}
