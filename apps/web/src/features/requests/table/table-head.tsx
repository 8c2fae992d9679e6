'use client';
import type { RequestColumnId, ViewSort } from '@heliograph/contracts/request-view';
import { memo, useId, useState } from 'react';
import { cn } from '../../../components/cn.ts';
import type { PlacedColumn } from '../layout/place-columns.ts';
import { columnStyles } from './cell-styles.ts';
import type { ColumnActions } from './column-actions.ts';
import { HeadCell } from './head-cell.tsx';
import { type DraggedHead, useDragHead } from './use-drag-head.ts';

export interface TableHeadProps {
  columns: readonly PlacedColumn[];
  sort: ViewSort;
  actions: ColumnActions;
  onDraw: (id: RequestColumnId, width: number | null) => void;
  /** Whether all rows that are loaded are selected, or some of them. */
  selected: 'none' | 'some' | 'all';
  onSelectAll: () => void;
}

/** The heads of all columns, with one place in the order of tabs. They are dragged to other places. */
export const TableHead = memo(function TableHead(props: TableHeadProps) {
  const { columns, sort, actions, onDraw, selected, onSelectAll } = props;
  const [currentId, setCurrentId] = useState<RequestColumnId | null>(null);
  const hintId = useId();
  const tabId = columns.some(({ column }) => column.id === currentId) ? currentId : columns[0]?.column.id;
  const { dragged, onPointerDown, onClickCapture } = useDragHead(columns, actions.place);
  return (
    <tr className="h-8 select-none" onPointerDown={onPointerDown} onClickCapture={onClickCapture}>
      <th
        scope="col"
        className="sticky top-0 left-0 z-20 border-b border-line bg-surface p-0 pl-1.5 text-center"
      >
        <input
          type="checkbox"
          aria-label="Select all loaded requests"
          checked={selected === 'all'}
          ref={(box) => {
            if (box !== null) box.indeterminate = selected === 'some';
          }}
          onChange={onSelectAll}
          className="size-3.5 align-middle accent-ink"
        />
        <span id={hintId} className="sr-only">
          Arrow keys lead to other columns, Alt and an arrow key moves the column, Shift and an arrow key
          changes its width, Alt and the down key opens its menu.
        </span>
      </th>
      {columns.map((placed, index) => {
        const { className, style } = columnStyles(columns, index);
        const { id } = placed.column;
        return (
          <HeadCell
            key={id}
            placed={placed}
            sort={sort}
            actions={actions}
            current={id === tabId}
            onFocus={() => setCurrentId(id)}
            onDraw={(width) => onDraw(id, width)}
            hintId={hintId}
            className={cn(
              className,
              placed.pinned ? 'z-20' : 'z-10',
              index === dragged?.from && 'cursor-grabbing text-faint',
            )}
            drop={dragged === null || index !== dragged.to ? null : dropAt(dragged)}
            style={style}
          />
        );
      })}
      <td className="sticky top-0 z-10 border-b border-line bg-surface p-0" />
    </tr>
  );
});

/** On which side of the head that has the place now. */
function dropAt({ from, to }: DraggedHead): 'before' | 'after' | null {
  return from === to ? null : to < from ? 'before' : 'after';
}
