'use client';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { filterParsers, filterUrlKeys } from './filter-parsers.ts';
import {
  type FilterEntry,
  type RequestFilters,
  addFilter,
  listFilters,
  noFilters,
  removeFilter,
} from './request-filters.ts';
import type { TimeRangeName } from './time-range.ts';

export interface RequestFilterState {
  range: TimeRangeName;
  filters: RequestFilters;
  active: FilterEntry[];
  setRange: (range: TimeRangeName) => void;
  add: (entry: FilterEntry) => void;
  remove: (entry: FilterEntry) => void;
  clear: () => void;
}

/** The range and filters of the request list; they live in the URL, so that a link shows the same list. */
export function useRequestFilters(): RequestFilterState {
  const [{ range, ...filters }, set] = useQueryStates(filterParsers, {
    urlKeys: filterUrlKeys,
    history: 'push',
  });
  // One object for as long as the URL says the same, so that rows needn't be drawn anew.
  const text = JSON.stringify(filters);
  const stable = useMemo(() => JSON.parse(text) as RequestFilters, [text]);
  const active = useMemo(() => listFilters(stable), [stable]);

  const setRange = useCallback((next: TimeRangeName) => void set({ range: next }), [set]);
  const add = useCallback(
    (entry: FilterEntry) => void set(({ range: _range, ...present }) => addFilter(present, entry)),
    [set],
  );
  const remove = useCallback(
    (entry: FilterEntry) => void set(({ range: _range, ...present }) => removeFilter(present, entry)),
    [set],
  );
  const clear = useCallback(() => void set(noFilters), [set]);
  return { range, filters: stable, active, setRange, add, remove, clear };
}
