'use client';
import { type FilterPart, splitFilter } from '@heliograph/contracts/filter-text/parse-filter';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { addEntry, type FilterEntry } from './filter-parts.ts';
import { filterParsers } from './filter-parsers.ts';
import type { TimeRangeName } from './time-range.ts';

export interface RequestFilterState {
  range: TimeRangeName;
  /** As written. */
  filter: string;
  parts: FilterPart[];
  /** Why the filter can't be read; null where it can. */
  fault: string | null;
  setRange: (range: TimeRangeName) => void;
  setFilter: (filter: string) => void;
  add: (entry: FilterEntry) => void;
}

/** The range and filter of the request list; they live in the URL, so that a link shows the same list. */
export function useRequestFilters(): RequestFilterState {
  const [{ range, q: filter }, set] = useQueryStates(filterParsers, { history: 'push' });
  const split = useMemo(() => splitFilter(filter), [filter]);
  const setRange = useCallback((next: TimeRangeName) => void set({ range: next }), [set]);
  const setFilter = useCallback((next: string) => void set({ q: next === '' ? null : next }), [set]);
  const add = useCallback((entry: FilterEntry) => void set(({ q }) => ({ q: addEntry(q, entry) })), [set]);
  return {
    range,
    filter,
    parts: split.ok ? split.parts : NONE,
    fault: split.ok ? null : split.message,
    setRange,
    setFilter,
    add,
  };
}

const NONE: FilterPart[] = [];
