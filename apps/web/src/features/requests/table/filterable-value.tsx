'use client';
import { ListFilter } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cn } from '../../../components/cn.ts';
import { entryLabel, type FilterEntry } from '../filters/filter-parts.ts';

interface FilterableValueProps {
  entry: FilterEntry;
  onFilter: (entry: FilterEntry) => void;
  /** Whether the row is the one the keyboard is on. */
  current: boolean;
  align: 'left' | 'right';
  children: ReactNode;
}

/**
 * What a cell shows, if its value can become a filter: by a button beside it. It is there where the pointer or the keyboard
 * is: in every row it would be half of what scrolling has to draw.
 */
export function FilterableValue({ entry, onFilter, current, align, children }: FilterableValueProps) {
  const [pointed, setPointed] = useState(false);
  return (
    // Not the cell itself: it would lie over the outline of a row that has the focus.
    <div
      className="group/cell relative"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
    >
      {children}
      {(pointed || current) && (
        <button
          type="button"
          aria-label={`Filter by ${entryLabel(entry).toLowerCase()} ${entry.value}`}
          title="Filter by this value"
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
      )}
    </div>
  );
}
