'use client';
import { type MouseEvent, type Ref, memo } from 'react';
import type { Request } from '@heliograph/contracts/request';
import type { ViewLayout } from '@heliograph/contracts/request-view';
import { cn } from '../../../components/cn.ts';
import type { FilterEntry } from '../filters/filter-parts.ts';
import { pinnedOutline, type StyledColumn } from './cell-styles.ts';
import type { CellProps } from './columns/column.ts';
import { CompactCell } from './compact-cell.tsx';
import { FilterableValue } from './filterable-value.tsx';

export interface RowActions {
  open: (id: string) => void;
  /** The page with the list as it is and that request open, for another tab. */
  href: (id: string) => string;
  focus: (id: string) => void;
  filter: (entry: FilterEntry) => void;
  /** Takes the row into the selection or out of it; with `range` all from the one before. */
  select: (id: string, range: boolean) => void;
}

interface RequestRowProps {
  request: Request;
  columns: readonly StyledColumn[];
  density: ViewLayout['density'];
  /** Place among the rows, for the virtual list. */
  index: number;
  /** A moment of the viewer's day, and their zone: as cells take them. */
  today: number;
  timeZone: string | null;
  /** Open in the drawer. */
  opened: boolean;
  /** The one the keyboard is on. */
  current: boolean;
  selected: boolean;
  /** Two lines in one cell, for narrow pages. */
  compact: boolean;
  /** A press selects it instead of opening it; on narrow pages. */
  selecting: boolean;
  actions: RowActions;
  /** Where its height has to be measured. */
  ref: Ref<HTMLTableRowElement> | undefined;
}

/** A request in the list: a row of cells, on a narrow page two lines in one cell. */
export const RequestRow = memo(function RequestRow(props: RequestRowProps) {
  const { request, index, opened, current, selected, compact, density, today, timeZone, actions, ref } =
    props;
  const { selecting } = props;
  const cellProps = { request, today, timeZone, current, density, href: actions.href };
  return (
    <tr
      ref={ref}
      data-index={index}
      aria-rowindex={index + 2}
      data-request={request.id}
      tabIndex={current ? 0 : -1}
      aria-current={opened || undefined}
      onClick={(event) => (selecting ? actions.select(request.id, event.shiftKey) : actions.open(request.id))}
      onFocus={() => actions.focus(request.id)}
      className={cn(
        'group/row cursor-default bg-surface hover:bg-hover focus-visible:-outline-offset-2',
        density === 'compact' && !compact ? 'h-7.5' : 'h-11',
        selected && 'bg-info-soft hover:bg-info-soft',
        opened && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      {compact ? (
        <CompactCell {...cellProps} selected={selecting ? selected : null} />
      ) : (
        <WideCells {...props} cellProps={cellProps} />
      )}
    </tr>
  );
});

function WideCells(props: RequestRowProps & { cellProps: CellProps }) {
  const { request, columns, current, selected, actions, cellProps } = props;
  const onBox = (event: MouseEvent): void => {
    event.stopPropagation();
    actions.select(request.id, event.shiftKey);
  };
  return (
    <>
      <td className={cn('sticky left-0 border-b border-line p-0', pinnedOutline)}>
        {/* Around the box, so that a press beside it doesn't open the request. */}
        <label className="grid h-full place-items-center pl-1.5" onClick={(event) => event.stopPropagation()}>
          <input
            type="checkbox"
            aria-label="Select request"
            checked={selected}
            onClick={onBox}
            onChange={() => undefined}
            tabIndex={current ? 0 : -1}
            className={cn(
              'size-3.5 accent-ink',
              !selected && 'opacity-60 group-hover/row:opacity-100 focus-visible:opacity-100',
            )}
          />
        </label>
      </td>
      {columns.map(({ column, className, style }) => {
        const entry = column.entry?.(request) ?? null;
        return (
          <td key={column.id} style={style} className={className}>
            {entry === null ? (
              column.cell(cellProps)
            ) : (
              <FilterableValue
                entry={entry}
                onFilter={actions.filter}
                current={current}
                align={column.align ?? 'left'}
              >
                {column.cell(cellProps)}
              </FilterableValue>
            )}
          </td>
        );
      })}
      <td className="border-b border-line p-0" />
    </>
  );
}
