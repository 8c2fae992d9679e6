'use client';
import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { cn } from '../../../components/cn.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { inputStyles } from '../../../components/input.tsx';
import { formatCount } from '../format/format-count.ts';
import type { FindState } from './use-find.ts';

interface FindFieldProps {
  find: FindState;
  label: string;
  ref: Ref<HTMLInputElement>;
}

/** The field in which words are looked for, and the way from match to match. */
export function FindField({ find, label, ref }: FindFieldProps) {
  const { words, count, current, isReady } = find;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      find.go(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape' && words !== '') {
      // The words go first, the drawer with the next press.
      find.setWords('');
    }
  };
  const state =
    words === ''
      ? ''
      : !isReady
        ? '…'
        : count === 0
          ? 'No match'
          : `${formatCount(current + 1)} of ${formatCount(count)}`;
  return (
    <div className="flex min-w-48 grow items-center gap-0.5">
      <span className="relative min-w-0 grow">
        <Search aria-hidden className="absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-faint" />
        <input
          ref={ref}
          type="text"
          value={words}
          placeholder="Find"
          aria-label={label}
          data-own-escape={words !== '' || undefined}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => find.setWords(event.target.value)}
          onKeyDown={onKeyDown}
          className={cn(inputStyles, 'h-7 w-full pr-20 pl-7 text-xs pointer-coarse:h-9')}
        />
        <span
          role="status"
          className={cn(
            'pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-xs tabular-nums',
            count === 0 && isReady ? 'text-danger' : 'text-muted',
          )}
        >
          {state}
        </span>
      </span>
      <IconButton
        size="sm"
        label="Previous match"
        icon={<ChevronUp aria-hidden />}
        disabled={count === 0}
        onClick={() => find.go(-1)}
      />
      <IconButton
        size="sm"
        label="Next match"
        icon={<ChevronDown aria-hidden />}
        disabled={count === 0}
        onClick={() => find.go(1)}
      />
    </div>
  );
}
