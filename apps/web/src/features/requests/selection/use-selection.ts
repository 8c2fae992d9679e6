'use client';
import type { Request } from '@heliograph/contracts/request';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toggleRange } from './toggle-range.ts';

type Row = Pick<Request, 'id' | 'createdAt'>;

/** Requests that are selected: by their ids, or all in a time range that match the list's filter. */
export interface SelectionState {
  ids: ReadonlySet<string>;
  /** Ends when it was chosen: what came later was not meant. */
  all: { from: string; to: string } | null;
}

export interface Selection extends SelectionState {
  has: (row: Row) => boolean;
  stateOf: (rows: readonly Row[]) => 'none' | 'some' | 'all';
  toggleAll: (rows: readonly Row[]) => void;
  selectAll: (timeRange: { from: string; to: string }) => void;
  clear: () => void;
  /** Stays the same from render to render. With `range` all rows from the one pressed before. */
  toggle: (id: string, range: boolean) => void;
}

const NOTHING: SelectionState = { ids: new Set(), all: null };

/** The selection of one list, which `key` names: with another list it is empty. */
export function useSelection(key: string, rows: readonly Row[]): Selection {
  const [state, setState] = useState<{ key: string; selected: SelectionState }>({ key, selected: NOTHING });
  const selected = state.key === key ? state.selected : NOTHING;
  const latest = useRef({ key, rows });
  const anchor = useRef<string | null>(null);
  useEffect(() => {
    latest.current = { key, rows };
  });

  const toggle = useCallback((id: string, range: boolean) => {
    const { key: current, rows: listed } = latest.current;
    const ids = listed.map((row) => row.id);
    const from = range ? anchor.current : null;
    anchor.current = id;
    setState(({ key: before, selected: was }) => {
      const mine = before === current ? was : NOTHING;
      // Out of all that match, those that are loaded stay.
      const base = mine.all === null ? mine.ids : new Set(ids);
      return { key: current, selected: { ids: toggleRange(base, ids, from, id), all: null } };
    });
  }, []);
  return useMemo(() => {
    const set = (next: SelectionState): void => setState({ key, selected: next });
    const { ids, all } = selected;
    const end = all === null ? 0 : Date.parse(all.to);
    const has = ({ id, createdAt }: Row): boolean =>
      all === null ? ids.has(id) : Date.parse(createdAt) < end;
    const stateOf = (among: readonly Row[]): 'none' | 'some' | 'all' => {
      const count = among.filter(has).length;
      return count === 0 ? 'none' : count === among.length ? 'all' : 'some';
    };
    return {
      ids,
      all,
      has,
      stateOf,
      toggle,
      toggleAll: (among: readonly Row[]) =>
        set(stateOf(among) === 'all' ? NOTHING : { ids: new Set(among.map(({ id }) => id)), all: null }),
      selectAll: (timeRange: { from: string; to: string }) => set({ ids, all: timeRange }),
      clear: () => set(NOTHING),
    };
  }, [key, selected, toggle]);
}
