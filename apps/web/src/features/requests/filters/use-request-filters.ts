'use client';
import { type FilterPart, splitFilter } from '@heliograph/contracts/filter-text/parse-filter';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { addEntry, type FilterEntry, toggleEntry } from './filter-parts.ts';
import { rangeFromQuery, rangeToQuery } from '../../time-range/range-query.ts';
import { filterParsers } from './filter-parsers.ts';

export interface RequestFilterState {
  range: ChosenRange;
  /** As written. */
  filter: string;
  parts: FilterPart[];
  /** Why the filter can't be read; null where it can. */
  fault: string | null;
  setRange: (range: ChosenRange) => void;
  setFilter: (filter: string) => void;
  add: (entry: FilterEntry) => void;
  /** Asks for the value or rules it out; a second time it does neither. */
  toggle: (entry: FilterEntry, want: 'included' | 'excluded') => void;
}

/** The range and filter of the request list; they live in the URL, so that a link shows the same list. */
export function useRequestFilters(): RequestFilterState {
  const [{ q: filter, ...query }, set] = useQueryStates(filterParsers, { history: 'push' });
  const split = useMemo(() => splitFilter(filter), [filter]);
  const setRange = useCallback((next: ChosenRange) => void set(rangeToQuery(next)), [set]);
  const setFilter = useCallback((next: string) => void set({ q: next === '' ? null : next }), [set]);
  const add = useCallback((entry: FilterEntry) => void set(({ q }) => ({ q: addEntry(q, entry) })), [set]);
  const toggle = useCallback(
    (entry: FilterEntry, want: 'included' | 'excluded') =>
      void set(({ q }) => ({ q: toggleEntry(q, entry, want) || null })),
    [set],
  );
  return {
    range: rangeFromQuery(query),
    filter,
    parts: split.ok ? split.parts : NONE,
    fault: split.ok ? null : split.message,
    setRange,
    setFilter,
    add,
    toggle,
  };
}

const NONE: FilterPart[] = [];
