'use client';
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ChevronDown,
  EyeOff,
  Pin,
  PinOff,
  RotateCcw,
} from 'lucide-react';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../../../components/dropdown-menu.tsx';
import type { PlacedColumn } from '../layout/place-columns.ts';
import type { ColumnActions } from './column-actions.ts';

interface HeadMenuProps {
  placed: PlacedColumn;
  actions: ColumnActions;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** What can be done with a column. */
export function HeadMenu({ placed: { column, pinned }, actions, open, onOpenChange }: HeadMenuProps) {
  const { id, order } = column;
  return (
    <DropdownMenu open={open} onOpenChange={onOpenChange} modal={false}>
      <DropdownMenuTrigger
        aria-label={`Column ${column.label}`}
        tabIndex={-1}
        className="grid size-5 shrink-0 place-items-center rounded-sm text-muted opacity-0 group-hover/head:opacity-100 hover:bg-hover hover:text-ink focus-visible:opacity-100 data-[state=open]:opacity-100"
      >
        <ChevronDown aria-hidden className="size-3.5" />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        align="start"
        container={open ? document.getElementById('main') : null}
        onClick={(event) => event.stopPropagation()}
      >
        {order !== undefined && (
          <>
            <DropdownMenuItem onSelect={() => actions.sort({ by: order, direction: 'desc' })}>
              <ArrowDown aria-hidden />
              {order === 'createdAt' ? 'Newest first' : 'Highest first'}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => actions.sort({ by: order, direction: 'asc' })}>
              <ArrowUp aria-hidden />
              {order === 'createdAt' ? 'Oldest first' : 'Lowest first'}
            </DropdownMenuItem>
            <DropdownMenuSeparator />
          </>
        )}
        <DropdownMenuItem onSelect={() => actions.pin(id, !pinned)}>
          {pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          {pinned ? 'Unpin' : 'Pin left'}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => actions.shift(id, -1)}>
          <ArrowLeft aria-hidden />
          Move left
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => actions.shift(id, 1)}>
          <ArrowRight aria-hidden />
          Move right
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => actions.resize(id, null)}>
          <RotateCcw aria-hidden />
          Reset width
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => actions.toggle(id)}>
          <EyeOff aria-hidden />
          Hide column
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
