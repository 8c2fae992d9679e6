'use client';
import { splitFilter } from '@heliograph/contracts/filter-text/parse-filter';
import { useCombobox } from 'downshift';
import { ListFilter, X } from 'lucide-react';
import { type ChangeEvent, type KeyboardEvent, useCallback, useId, useMemo, useRef, useState } from 'react';
import type { Request } from '@heliograph/contracts/request';
import { cn } from '../../../components/cn.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { Kbd } from '../../../components/kbd.tsx';
import { useShortcut } from '../../shortcuts/use-shortcut.ts';
import { FilterChip } from './filter-chip.tsx';
import { joinParts } from './filter-parts.ts';
import { type Suggestion, suggestFilters } from './suggest-filters.ts';
import type { RequestFilterState } from './use-request-filters.ts';

interface FilterBarProps extends Pick<RequestFilterState, 'filter' | 'parts' | 'fault' | 'setFilter'> {
  /** Rows at hand, for proposals. */
  rows: readonly Request[];
}

/** The filter: its conditions as chips, and the one that is being written behind them. */
export function FilterBar({ filter, parts, fault, rows, setFilter }: FilterBarProps) {
  // A filter that can't be read stands there as it came, to be mended.
  const [draft, setDraft] = useState(fault === null ? '' : filter);
  const [problem, setProblem] = useState(fault);
  const inputRef = useRef<HTMLInputElement>(null);
  const problemId = useId();
  const suggestions = useMemo(() => suggestFilters(draft, rows), [draft, rows]);
  const texts = fault === null ? parts.map((part) => part.text) : [];

  const write = (text: string): void => {
    setDraft(text);
    setProblem(null);
  };
  const commit = (text: string): boolean => {
    const split = splitFilter(text);
    if (!split.ok) {
      setProblem(split.message);
      return false;
    }
    write('');
    if (split.parts.length > 0 || fault !== null)
      setFilter(joinParts([...texts, ...split.parts.map((part) => part.text)]));
    return true;
  };
  const drop = (index: number): void => setFilter(joinParts(texts.filter((_, i) => i !== index)));
  const edit = (index: number): void => {
    drop(index);
    write(texts[index] ?? '');
    inputRef.current?.focus();
  };

  const { isOpen, highlightedIndex, getInputProps, getMenuProps, getItemProps, openMenu, closeMenu } =
    useCombobox<Suggestion>({
      items: suggestions,
      inputValue: draft,
      // Nothing stays picked: a pick is written into the draft, or is the condition.
      selectedItem: null,
      itemToString: (item) => item?.text ?? '',
      stateReducer: (state, { type, changes }) => {
        const { InputBlur, InputKeyDownEnter, ItemClick } = useCombobox.stateChangeTypes;
        // Whoever goes elsewhere has chosen nothing.
        if (type === InputBlur) return { ...changes, selectedItem: null, inputValue: state.inputValue };
        const picked = type === InputKeyDownEnter || type === ItemClick;
        // After a field its values are to be chosen from.
        return picked && changes.selectedItem?.done === false
          ? { ...changes, isOpen: true, highlightedIndex: -1 }
          : changes;
      },
      onStateChange: ({ selectedItem }) => {
        if (selectedItem === undefined || selectedItem === null) return;
        if (selectedItem.done) commit(selectedItem.text);
        else write(selectedItem.text);
      },
    });

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.key === 'Enter' && highlightedIndex === -1) {
      event.preventDefault();
      if (commit(draft)) closeMenu();
    } else if (event.key === 'Backspace' && selectionStart === 0 && selectionEnd === 0 && texts.length > 0) {
      event.preventDefault();
      edit(texts.length - 1);
    } else if (event.key === 'Escape' && !isOpen) {
      write('');
      inputRef.current?.blur();
    }
  };

  const start = useCallback((): void => {
    inputRef.current?.focus();
    openMenu();
  }, [openMenu]);
  useShortcut('filter.focus', start);

  const shown = isOpen && suggestions.length > 0;
  return (
    <div className="relative min-w-0">
      <div
        className={cn(
          'flex min-h-9 flex-wrap items-center gap-1 rounded-md border border-line-strong bg-raised py-1 pr-1 pl-2.5 shadow-low transition-colors focus-within:border-focus focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-focus hover:border-muted pointer-coarse:min-h-11',
          problem !== null && 'border-danger focus-within:outline-danger',
        )}
        onClick={(event) => {
          if (event.target === event.currentTarget) start();
        }}
      >
        <ListFilter aria-hidden className="mr-1 size-3.5 shrink-0 text-muted" />
        {texts.length > 0 && (
          <ul aria-label="Filters" className="contents">
            {parts.map((part, index) => (
              <FilterChip
                key={`${index} ${part.text}`}
                part={part}
                onEdit={() => edit(index)}
                onRemove={() => drop(index)}
              />
            ))}
          </ul>
        )}
        <input
          // eslint-disable-next-line react-hooks/refs -- it merges the ref and reads nothing of it
          {...getInputProps({
            ref: inputRef,
            'aria-label': 'Filter',
            'aria-invalid': problem !== null,
            'aria-describedby': problem === null ? undefined : problemId,
            onKeyDown,
            // Not by the combobox's change of state: that comes a moment later, and letters of fast hands were lost.
            onChange: (event: ChangeEvent<HTMLInputElement>) => write(event.target.value),
          })}
          placeholder={
            texts.length === 0 ? 'Filter or search: model:gpt-4o cost:>0.01 "capital of France"' : ''
          }
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={4000}
          className="h-7 min-w-24 grow bg-transparent px-1 text-sm text-ink outline-none placeholder:text-faint pointer-coarse:h-9 pointer-coarse:text-lg"
        />
        {filter === '' && draft === '' ? (
          <span aria-hidden className="mr-1 max-md:hidden">
            <Kbd>/</Kbd>
          </span>
        ) : (
          <IconButton
            label="Clear filters"
            icon={<X aria-hidden />}
            onClick={() => {
              write('');
              setFilter('');
            }}
          />
        )}
      </div>
      {problem !== null && (
        <p id={problemId} role="alert" className="mt-1 text-xs text-danger">
          {problem}
        </p>
      )}
      <ul
        {...getMenuProps({ 'aria-label': 'Proposals' })}
        className={cn(
          'absolute z-40 mt-1 max-h-80 w-96 max-w-full overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-high',
          !shown && 'hidden',
        )}
      >
        {shown &&
          suggestions.map((suggestion, index) => (
            <li
              key={suggestion.text}
              {...getItemProps({ item: suggestion, index })}
              className={cn(
                'flex min-h-8 cursor-default items-center justify-between gap-4 rounded-md px-2 text-sm pointer-coarse:min-h-10',
                index === highlightedIndex && 'bg-hover',
              )}
            >
              <span className="truncate text-ink">{suggestion.label}</span>
              <span className="shrink-0 text-xs text-muted">{suggestion.hint}</span>
            </li>
          ))}
      </ul>
    </div>
  );
}
