'use client';
import { newestFirst, type ViewSort } from '@heliograph/contracts/request-view';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react';
import { cn } from '../../../components/cn.ts';
import type { PlacedColumn } from '../layout/place-columns.ts';
import type { ColumnActions } from './column-actions.ts';
import { HeadMenu } from './head-menu.tsx';
import { ResizeHandle } from './resize-handle.tsx';

/** px by which Shift and an arrow key change a width. */
const STEP_PX = 16;

interface HeadCellProps {
  placed: PlacedColumn;
  sort: ViewSort;
  actions: ColumnActions;
  /** The one head that is in the order of tabs; arrow keys lead to the others. */
  current: boolean;
  onFocus: () => void;
  /** Shows a width while it is being drawn; null ends that. */
  onDraw: (width: number | null) => void;
  hintId: string;
  /** A head that is being dragged would be put on that side of this one. */
  drop: 'before' | 'after' | null;
  className: string;
  style: CSSProperties | undefined;
}

/** The head of a column: a press sorts by it, its menu does the rest. */
export function HeadCell(props: HeadCellProps) {
  const { placed, sort, actions, current, onFocus, onDraw, hintId, drop, className, style } = props;
  const { column } = placed;
  const { id, label, hint, order, align } = column;
  const [menuOpen, setMenuOpen] = useState(false);
  const ref = useRef<HTMLTableCellElement>(null);
  const width = (): number => ref.current?.getBoundingClientRect().width ?? placed.width;
  const sorted = order !== undefined && sort.by === order;
  const onPress = (): void => {
    if (order === undefined) setMenuOpen(true);
    else actions.sort(nextSort(sort, order));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.key === 'ArrowDown' && event.altKey) setMenuOpen(true);
    else if (step === 0) return;
    else if (event.altKey) {
      const head = event.currentTarget;
      actions.shift(id, step);
      // Moved in the page, it loses the focus.
      requestAnimationFrame(() => head instanceof HTMLElement && head.focus());
    } else if (event.shiftKey) actions.resize(id, width() + step * STEP_PX);
    else moveFocus(event.currentTarget, step);
    event.preventDefault();
    event.stopPropagation();
  };
  const Arrow = sort.direction === 'desc' ? ArrowDown : ArrowUp;
  return (
    <th
      ref={ref}
      scope="col"
      data-column={id}
      data-drop={drop}
      aria-sort={sorted ? (sort.direction === 'desc' ? 'descending' : 'ascending') : undefined}
      style={style}
      className={cn(
        'group/head sticky top-0 h-8 border-b border-line bg-surface px-2 text-left text-xs font-medium text-muted',
        className,
      )}
      onContextMenu={(event) => {
        event.preventDefault();
        setMenuOpen(true);
      }}
    >
      <div className={cn('flex items-center gap-0.5', align === 'right' && 'flex-row-reverse')}>
        <button
          type="button"
          data-head={id}
          title={hint}
          tabIndex={current ? 0 : -1}
          aria-describedby={hintId}
          aria-haspopup={order === undefined ? 'menu' : undefined}
          onFocus={onFocus}
          onClick={onPress}
          onKeyDown={onKeyDown}
          className={cn(
            '-mx-1 flex h-6 min-w-0 items-center gap-1 rounded-sm px-1 hover:text-ink',
            sorted && 'text-ink',
          )}
        >
          <span className="truncate">{label}</span>
          {sorted && <Arrow aria-hidden className="size-3 shrink-0" />}
        </button>
        <HeadMenu placed={placed} actions={actions} open={menuOpen} onOpenChange={setMenuOpen} />
      </div>
      {drop !== null && (
        <span
          aria-hidden
          className={cn('absolute inset-y-0 w-0.5 bg-accent', drop === 'before' ? '-left-px' : '-right-px')}
        />
      )}
      <ResizeHandle width={width} onDraw={onDraw} onResize={(next) => actions.resize(id, next)} />
    </th>
  );
}

/** A press goes from the most to the least to the order that the list comes with. */
function nextSort({ by, direction }: ViewSort, order: ViewSort['by']): ViewSort {
  if (by !== order) return { by: order, direction: 'desc' };
  return direction === 'desc' ? { by: order, direction: 'asc' } : newestFirst;
}

function moveFocus(from: EventTarget & Element, step: number): void {
  const heads = [...(from.closest('tr')?.querySelectorAll<HTMLElement>('[data-head]') ?? [])];
  heads[heads.findIndex((head) => head === from) + step]?.focus();
}
