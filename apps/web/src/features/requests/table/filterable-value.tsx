'use client';
import { ListFilter } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../../components/cn.ts';
import { entryLabel, type FilterEntry } from '../filters/filter-parts.ts';

interface FilterableCellProps {
  entry: FilterEntry | null;
  onFilter: (entry: FilterEntry) => void;
  /** Whether the row is the one the keyboard is on; the others' buttons stay out of the order of tabs. */
  current: boolean;
  className: string;
  children: ReactNode;
}

/** A cell whose value can become a filter, by a button that shows up beside it. */
export function FilterableCell({ entry, onFilter, current, className, children }: FilterableCellProps) {
  if (entry === null) return <td className={cn(className, 'text-faint')}>—</td>;
  const label = `Filter by ${entryLabel(entry).toLowerCase()} ${entry.value}`;
  return (
    <td className={cn(className, 'group/cell')}>
      {/* Not the cell itself: it would lie over the outline of a row that has the focus. */}
      <div className="relative">
        <div className="truncate">{children}</div>
        <button
          type="button"
          aria-label={label}
          title="Filter by this value"
          tabIndex={current ? 0 : -1}
          className="absolute top-1/2 right-0 grid size-6 -translate-y-1/2 place-items-center rounded-md border border-line bg-raised text-muted opacity-0 shadow-low group-hover/cell:opacity-100 hover:text-ink focus-visible:opacity-100"
          onClick={(event) => {
            event.stopPropagation();
            onFilter(entry);
          }}
        >
          <ListFilter aria-hidden className="size-3" />
        </button>
      </div>
    </td>
  );
}
