import type { KnownLayout, RequestColumnId, ViewSort } from '@heliograph/contracts/request-view';
import { moveColumn, pinColumn, resizeColumn, shiftColumn, toggleColumn } from '../layout/change-layout.ts';

/** What heads of columns do. */
export interface ColumnActions {
  sort: (sort: ViewSort) => void;
  pin: (id: RequestColumnId, pinned: boolean) => void;
  shift: (id: RequestColumnId, by: number) => void;
  /** To that place among the columns, without it. */
  place: (id: RequestColumnId, to: number) => void;
  /** px; null gives the column its own width back. */
  resize: (id: RequestColumnId, width: number | null) => void;
  toggle: (id: RequestColumnId) => void;
}

export function columnActions(
  layout: KnownLayout,
  setLayout: (layout: KnownLayout) => void,
  sort: ColumnActions['sort'],
): ColumnActions {
  return {
    sort,
    pin: (id, pinned) => setLayout(pinColumn(layout, id, pinned)),
    place: (id, to) => setLayout(moveColumn(layout, id, to)),
    shift: (id, by) => setLayout(shiftColumn(layout, id, by)),
    resize: (id, width) => setLayout(resizeColumn(layout, id, width)),
    toggle: (id) => setLayout(toggleColumn(layout, id)),
  };
}
