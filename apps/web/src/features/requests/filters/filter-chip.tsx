'use client';
import type { FilterPart } from '@heliograph/contracts/filter-text/parse-filter';
import { X } from 'lucide-react';
import { chipText } from './filter-parts.ts';

interface FilterChipProps {
  part: FilterPart;
  onEdit: () => void;
  onRemove: () => void;
}

/** A condition that is in force; a press turns it back into text. */
export function FilterChip({ part, onEdit, onRemove }: FilterChipProps) {
  const { label, verb, value } = chipText(part);
  return (
    <li className="flex h-7 max-w-full min-w-0 items-center rounded-md border border-line bg-sunken text-xs pointer-coarse:h-9">
      <button
        type="button"
        title={part.text}
        className="flex h-full min-w-0 items-center gap-1 rounded-l-md pl-2 hover:bg-hover focus-visible:-outline-offset-2"
        onClick={onEdit}
      >
        <span className="sr-only">Edit filter</span>
        {label !== null && <span className="shrink-0 text-muted">{label}</span>}
        {verb !== '' && <span className="shrink-0 text-faint">{verb}</span>}
        <span className="max-w-72 truncate font-medium text-ink">{value || '(empty)'}</span>
      </button>
      <button
        type="button"
        aria-label={`Remove filter ${part.text}`}
        className="ml-0.5 grid h-full w-6 shrink-0 place-items-center rounded-r-md text-muted hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:w-9"
        onClick={onRemove}
      >
        <X aria-hidden className="size-3" />
      </button>
    </li>
  );
}
