'use client';
import { ListFilter } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../../components/cn.ts';
import { entryLabel, type FilterEntry } from '../filters/filter-parts.ts';

interface FilterableValueProps {
  entry: FilterEntry;
  onFilter: (entry: FilterEntry) => void;
  /** Whether the row is the one the keyboard is on; the others' buttons stay out of the order of tabs. */
  current: boolean;
  align: 'left' | 'right';
  children: ReactNode;
}

/** What a cell shows, if its value can become a filter: by a button that shows up beside it. */
export function FilterableValue({ entry, onFilter, current, align, children }: FilterableValueProps) {
  const label = `Filter by ${entryLabel(entry).toLowerCase()} ${entry.value}`;
  return (
    // Not the cell itself: it would lie over the outline of a row that has the focus.
    <div className="group/cell relative">
      <div className="truncate">{children}</div>
      <button
        type="button"
        aria-label={label}
        title="Filter by this value"
        tabIndex={current ? 0 : -1}
        className={cn(
          'absolute top-1/2 grid size-6 -translate-y-1/2 place-items-center rounded-md border border-line bg-raised text-muted opacity-0 shadow-low group-hover/cell:opacity-100 hover:text-ink focus-visible:opacity-100',
          align === 'left' ? 'right-0' : 'left-0',
        )}
        onClick={(event) => {
          event.stopPropagation();
          onFilter(entry);
        }}
      >
        <ListFilter aria-hidden className="size-3" />
      </button>
    </div>
  );
}
