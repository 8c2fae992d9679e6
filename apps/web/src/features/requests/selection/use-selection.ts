'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toggleRange } from './toggle-range.ts';

interface Row {
  id: string;
}

/** Which requests of the list are selected. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** All that match, of which only some are loaded. */
  all: boolean;
  has: (id: string) => boolean;
  toggleAll: (rows: readonly Row[]) => void;
  stateOf: (rows: readonly Row[]) => 'none' | 'some' | 'all';
  selectAll: () => void;
  clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

/** The selection of one list (`key`): with another list it is empty. `toggle` stays the same from render to render. */
export function useSelection(
  key: string,
  rows: readonly Row[],
): Selection & { toggle: (id: string, range: boolean) => void } {
  const [state, setState] = useState<{ key: string; ids: ReadonlySet<string>; all: boolean }>({
    key,
    ids: NONE,
    all: false,
  });
  const isMine = state.key === key;
  const ids = isMine ? state.ids : NONE;
  const all = isMine && state.all;
  const latest = useRef({ rows, key });
  const anchor = useRef<string | null>(null);
  useEffect(() => {
    latest.current = { rows, key };
  });

  const toggle = useCallback((id: string, range: boolean) => {
    const { rows: current, key: now } = latest.current;
    const from = range ? anchor.current : null;
    anchor.current = id;
    setState((before) => ({
      key: now,
      all: false,
      ids: toggleRange(
        before.key === now ? before.ids : NONE,
        current.map((row) => row.id),
        from,
        id,
      ),
    }));
  }, []);
  return useMemo(() => {
    const set = (next: ReadonlySet<string>, everything = false): void =>
      setState({ key, ids: next, all: everything });
    const stateOf = (among: readonly Row[]): 'none' | 'some' | 'all' => {
      if (all) return 'all';
      const count = among.filter((row) => ids.has(row.id)).length;
      return count === 0 ? 'none' : count === among.length ? 'all' : 'some';
    };
    return {
      ids,
      all,
      toggle,
      stateOf,
      has: (id: string) => all || ids.has(id),
      toggleAll: (among: readonly Row[]) =>
        set(stateOf(among) === 'all' ? NONE : new Set(among.map(({ id }) => id))),
      selectAll: () => set(ids, true),
      clear: () => set(NONE),
    };
  }, [key, ids, all, toggle]);
}
