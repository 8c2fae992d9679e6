import type { CSSProperties } from 'react';
import { cn } from '../../../components/cn.ts';
import type { PlacedColumn } from '../layout/place-columns.ts';
import type { Column } from './columns/column.ts';

/** Width of the column with the boxes, px. */
export const SELECT_PX = 40;
/** Room behind the last column, px. */
export const END_PX = 12;

/** Where a pinned column stays, from the left edge of the list. It is a variable: while a width is drawn, rows stay as they are. */
const pinnedLeft = (index: number): `--pinned-${number}` => `--pinned-${index}`;

/** The variables of `pinnedLeft` for all columns, and the least width of the table, px. */
export function measureColumns(columns: readonly PlacedColumn[]): {
  variables: CSSProperties;
  totalPx: number;
} {
  const variables: Record<string, string> = {};
  let left = SELECT_PX;
  for (const [index, { pinned, width }] of columns.entries()) {
    if (pinned) variables[pinnedLeft(index)] = `${left}px`;
    left += width;
  }
  return { variables, totalPx: left + END_PX };
}

/** The outline of a row lies below its pinned cells; these draw their part of it themselves. */
export const pinnedOutline =
  'z-1 bg-inherit group-focus-visible/row:inset-shadow-[0_2px_0_var(--focus)] group-focus-visible/row:border-b-2 group-focus-visible/row:border-b-focus';

/** A column with what all of its cells look like. */
export interface StyledColumn {
  column: Column;
  className: string;
  style: CSSProperties | undefined;
}

/** The look of the cells of all columns, once for all rows. */
export function styleCells(columns: readonly PlacedColumn[]): StyledColumn[] {
  return columns.map(({ column, pinned }, index) => {
    const { className, style } = columnStyles(columns, index);
    return {
      column,
      style,
      className: cn(
        'truncate border-b border-line px-2 py-0 align-middle',
        className,
        pinned && pinnedOutline,
      ),
    };
  });
}

/** What head and cells of a column share. */
export function columnStyles(
  columns: readonly PlacedColumn[],
  index: number,
): { className: string; style: CSSProperties | undefined } {
  const column = columns[index];
  const pinned = column?.pinned === true;
  return {
    className: cn(
      column?.column.align === 'right' && 'text-right tabular-nums',
      pinned && 'sticky',
      pinned && columns[index + 1]?.pinned !== true && 'shadow-[1px_0_0_var(--line)]',
    ),
    style: pinned ? { left: `var(${pinnedLeft(index)})` } : undefined,
  };
}
