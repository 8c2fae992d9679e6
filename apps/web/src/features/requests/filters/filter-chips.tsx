'use client';
import { X } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import { formatProvider } from '../format/format-provider.ts';
import { type FilterEntry, fieldLabels } from './request-filters.ts';

interface FilterChipsProps {
  active: FilterEntry[];
  onRemove: (entry: FilterEntry) => void;
  onClear: () => void;
}

/** The filters in force, one by one; nothing where there are none. */
export function FilterChips({ active, onRemove, onClear }: FilterChipsProps) {
  if (active.length === 0) return null;
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
      {active.map((entry) => {
        const label = entry.field === 'property' ? entry.name : fieldLabels[entry.field];
        const value = entry.field === 'provider' ? formatProvider(entry.value) : entry.value;
        return (
          <li
            key={`${entry.field} ${label} ${entry.value}`}
            className="flex h-7 max-w-72 items-center rounded-md border border-line bg-raised pl-2 text-xs pointer-coarse:h-9"
          >
            <span className="shrink-0 text-muted">{label}</span>
            <span className="mx-1 text-faint">is</span>
            <span className="truncate font-medium text-ink" title={entry.value}>
              {value || '(empty)'}
            </span>
            <button
              type="button"
              aria-label={`Remove filter ${label} ${entry.value}`}
              className="ml-1 grid h-full w-6 shrink-0 place-items-center rounded-r-md text-muted hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:w-9"
              onClick={() => onRemove(entry)}
            >
              <X aria-hidden className="size-3" />
            </button>
          </li>
        );
      })}
      <li>
        <Button variant="ghost" size="sm" onClick={onClear}>
          Clear filters
        </Button>
      </li>
    </ul>
  );
}
