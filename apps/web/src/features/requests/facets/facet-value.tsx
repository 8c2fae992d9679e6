'use client';
import { Ban, Check } from 'lucide-react';
import type { MouseEvent } from 'react';
import { cn } from '../../../components/cn.ts';
import type { EntryState } from '../filters/filter-parts.ts';
import { formatCount, formatShortCount } from '../format/format-count.ts';

interface FacetValueProps {
  label: string;
  /** null where that isn't known. */
  requests: number | null;
  /** They were counted for the filter before. */
  stale: boolean;
  state: EntryState;
  onInclude: () => void;
  onExclude: () => void;
}

/** A value with its number of requests: a press filters by it, with Alt or by the button beside it filters it out. */
export function FacetValue({ label, requests, stale, state, onInclude, onExclude }: FacetValueProps) {
  const onClick = (event: MouseEvent): void => {
    if (event.altKey) onExclude();
    else onInclude();
  };
  return (
    <li className="group/value relative flex h-7 items-center rounded-md hover:bg-hover pointer-coarse:h-10">
      <button
        type="button"
        aria-pressed={state === 'included'}
        title={label}
        onClick={onClick}
        className="flex h-full min-w-0 grow items-center gap-2 rounded-md pr-2 pl-1.5 text-left focus-visible:-outline-offset-2"
      >
        <span
          aria-hidden
          className={cn(
            'grid size-3.5 shrink-0 place-items-center rounded-sm border border-line-strong [&_svg]:size-2.5',
            state === 'included' && 'border-transparent bg-ink text-canvas',
            state === 'excluded' && 'border-transparent bg-danger-soft text-danger',
          )}
        >
          {state === 'included' && <Check strokeWidth={3} />}
          {state === 'excluded' && <Ban strokeWidth={2.5} />}
        </span>
        <span className={cn('min-w-0 grow truncate', state === 'excluded' && 'text-muted line-through')}>
          {label}
        </span>
        <span
          title={requests === null ? undefined : formatCount(requests)}
          className={cn(
            'shrink-0 text-xs tabular-nums group-focus-within/value:invisible group-hover/value:invisible pointer-coarse:visible! pointer-coarse:mr-9',
            stale ? 'text-faint italic' : 'text-muted',
          )}
        >
          {requests !== null && formatShortCount(requests)}
        </span>
      </button>
      <button
        type="button"
        aria-label={state === 'excluded' ? `Stop excluding ${label}` : `Exclude ${label}`}
        title={state === 'excluded' ? 'Stop excluding' : 'Exclude'}
        onClick={onExclude}
        className="absolute right-0.5 grid size-6 place-items-center rounded-md text-muted opacity-0 group-hover/value:opacity-100 hover:bg-active hover:text-ink focus-visible:opacity-100 pointer-coarse:size-9 pointer-coarse:opacity-100"
      >
        <Ban aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}
