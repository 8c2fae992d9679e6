'use client';
import type { Request } from '@heliograph/contracts/request';
import type { RequestColumnId, ViewLayout, ViewSort } from '@heliograph/contracts/request-view';
import { useCallback, useMemo, useState } from 'react';
import { cn } from '../../../components/cn.ts';
import type { PlacedColumn } from '../layout/place-columns.ts';
import type { Selection } from '../selection/use-selection.ts';
import { END_PX, measureColumns, SELECT_PX, styleCells } from './cell-styles.ts';
import type { ColumnActions } from './column-actions.ts';
import { RequestRow, type RowActions } from './request-row.tsx';
import { TableHead } from './table-head.tsx';

/** The rows that are drawn, and how high (px) those are that aren't. */
export interface DrawnRows {
  items: readonly { index: number; key: unknown }[];
  above: number;
  below: number;
}

export interface RowsTableProps {
  rows: readonly Request[];
  drawn: DrawnRows;
  columns: readonly PlacedColumn[];
  density: ViewLayout['density'];
  sort: ViewSort;
  columnActions: ColumnActions;
  selection: Selection;
  /** Whether all rows are selected, or some of them. */
  selected: 'none' | 'some' | 'all';
  onSelectAll: () => void;
  openedId: string | null;
  /** The row that the keyboard is on. */
  keyboardId: string | null;
  today: number;
  timeZone: string | null;
  /** A press selects a row instead of opening it. */
  selecting: boolean;
  actions: RowActions;
  /** There are more rows than these. */
  hasMore: boolean;
  busy: boolean;
  /** Two lines in one cell, for narrow pages. */
  compact: boolean;
  /** Where the height of rows has to be measured. */
  measure?: ((row: HTMLTableRowElement | null) => void) | undefined;
  className?: string | undefined;
}

/** The table of the list: its heads, the rows in sight, and empty ones of the others' height. */
export function RowsTable(props: RowsTableProps) {
  const { rows, drawn, columns, density, sort, columnActions, selection, selected, onSelectAll } = props;
  const { openedId, keyboardId, today, timeZone, selecting, actions, compact, measure } = props;
  const [resized, setResized] = useState<{ id: RequestColumnId; width: number } | null>(null);
  const onDraw = useCallback(
    (id: RequestColumnId, width: number | null) => setResized(width === null ? null : { id, width }),
    [],
  );
  const sized = useMemo(
    () =>
      columns.map((placed) =>
        placed.column.id === resized?.id ? { ...placed, width: resized.width, grows: false } : placed,
      ),
    [columns, resized],
  );
  const styled = useMemo(() => styleCells(columns), [columns]);
  const { variables, totalPx } = useMemo(() => measureColumns(sized), [sized]);
  return (
    <table
      aria-label="Requests"
      aria-rowcount={props.hasMore ? -1 : rows.length + 1}
      aria-busy={props.busy}
      style={compact ? undefined : { ...variables, minWidth: totalPx }}
      className={cn('w-full table-fixed border-separate border-spacing-0 text-sm', props.className)}
    >
      {compact ? (
        <thead className="sr-only">
          <tr>
            <th scope="col">Request</th>
          </tr>
        </thead>
      ) : (
        <>
          <colgroup>
            <col style={{ width: SELECT_PX }} />
            {sized.map(({ column, width, grows }) => (
              <col key={column.id} style={grows ? undefined : { width }} />
            ))}
            {/* Takes what is left where no column does. */}
            <col style={sized.some(({ grows }) => grows) ? { width: END_PX } : undefined} />
          </colgroup>
          <thead>
            <TableHead
              columns={columns}
              sort={sort}
              actions={columnActions}
              onDraw={onDraw}
              selected={selected}
              onSelectAll={onSelectAll}
            />
          </thead>
        </>
      )}
      <tbody>
        {drawn.above > 0 && <Gap height={drawn.above} />}
        {drawn.items.map(({ index }) => {
          const request = rows[index];
          return request === undefined ? null : (
            <RequestRow
              key={request.id}
              ref={measure}
              request={request}
              columns={styled}
              density={density}
              index={index}
              today={today}
              timeZone={timeZone}
              opened={request.id === openedId}
              current={request.id === keyboardId}
              selected={selection.has(request)}
              compact={compact}
              selecting={selecting}
              actions={actions}
            />
          );
        })}
        {drawn.below > 0 && <Gap height={drawn.below} />}
      </tbody>
    </table>
  );
}

/** Stands for rows out of sight. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height }} />
    </tr>
  );
}
