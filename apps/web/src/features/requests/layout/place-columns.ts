import type { KnownLayout } from '@heliograph/contracts/request-view';
import type { Column } from '../table/columns/column.ts';
import { findColumn } from '../table/columns/find-column.tsx';
import { arrange } from './change-layout.ts';

/** A column in its place among those shown. */
export interface PlacedColumn {
  column: Column;
  pinned: boolean;
  /** px; of a column that grows, the least. */
  width: number;
  grows: boolean;
}

/** The columns of a layout from the left, the pinned ones first. */
export function placeColumns(layout: KnownLayout): PlacedColumn[] {
  return arrange(layout.columns).map(({ id, width, pinned = false }) => {
    const column = findColumn(id);
    return {
      column,
      pinned,
      width: width ?? column.width,
      // A pinned column's neighbours have to know how wide it is.
      grows: column.grows === true && width === undefined && !pinned,
    };
  });
}
