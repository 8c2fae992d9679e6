'use client';
import {
  type KnownLayout,
  newestFirst,
  readLayout,
  standardLayout,
  type ViewLayout,
  viewLayoutSchema,
  type ViewSort,
} from '@heliograph/contracts/request-view';
import { useQueryStates } from 'nuqs';
import { useCallback, useEffect, useMemo } from 'react';
import { useHydrated } from '../../../components/use-hydrated.ts';
import { useTold } from '../../../components/told.tsx';
import { ADOPTED_KEY } from '../views/use-adopted-view.ts';
import { idsToSay } from './ids-to-say.ts';
import { layoutParsers } from './layout-parsers.ts';
import { parseStored } from '../../../components/parse-stored.ts';
import { useStored } from '../../../components/use-stored.ts';

/** Under which the browser keeps it. */
const LAYOUT_KEY = 'heliograph.requests-layout';
const parseLayout = parseStored(viewLayoutSchema);

export interface RequestLayoutState {
  layout: KnownLayout;
  /** Columns that the address or the stored layout names and that there are not. */
  vanished: string[];
  sort: ViewSort;
  setLayout: (layout: ViewLayout) => void;
  setSort: (sort: ViewSort) => void;
  /** What this browser keeps; null where nobody chose. */
  stored: ViewLayout | null;
  /** Keeps a layout in this browser; which columns the address names stays. */
  adopt: (layout: ViewLayout | null) => void;
  /** Back to the columns, widths and density that everybody begins with. */
  reset: () => void;
  isStandard: boolean;
}

/**
 * How the request list looks. Order of rows and columns stand in the address, so that a link shows the same; widths, pins
 * and density, and the columns where the address names none, are this person's own in this browser. Not settled: what the
 * browser keeps belongs to another view than the address names, so it says nothing of the columns.
 */
export function useRequestLayout(isSettled: boolean): RequestLayoutState {
  const [{ sort, columns: named }, set] = useQueryStates(layoutParsers, { history: 'replace' });
  const [stored, store] = useStored(LAYOUT_KEY, parseLayout, JSON.stringify, { told: true });
  const { layout, vanished } = useMemo(
    () => readLayout(withColumns(stored ?? standardLayout, named)),
    [stored, named],
  );
  // So that the address always shows the same to whoever it is given.
  useEffect(() => {
    const unsaid = isSettled && named === null && stored !== null ? idsToSay(stored) : null;
    if (unsaid !== null) void set({ columns: unsaid });
  }, [isSettled, named, stored, set]);

  const setLayout = useCallback(
    (next: ViewLayout): void => {
      store(next);
      void set({ columns: idsToSay(next) });
    },
    [store, set],
  );
  const setSort = useCallback(
    (next: ViewSort): void =>
      void set({ sort: layoutParsers.sort.eq(next, newestFirst) ? null : next }, { history: 'push' }),
    [set],
  );
  const reset = useCallback((): void => {
    store(null);
    void set({ columns: null });
  }, [store, set]);
  const isStandard = JSON.stringify(layout) === JSON.stringify(standardLayout);
  return { layout, vanished, sort, setLayout, setSort, stored, adopt: store, reset, isStandard };
}

/**
 * Whether rows can be drawn as they will stay. Not before the page runs in the browser, where the server wasn't told how
 * this person's list looks or the address names a view whose look is still to be taken over.
 */
export function useLookKnown(isSettled: boolean): boolean {
  const { values } = useTold();
  const isTold = values[LAYOUT_KEY] !== null && values[ADOPTED_KEY] !== null && isSettled;
  return useHydrated() || isTold;
}

/** The layout with the columns of these ids; the ones it has keep their width and pin. */
function withColumns(layout: ViewLayout, ids: string[] | null): ViewLayout {
  if (ids === null || ids.length === 0) return layout;
  const known = new Map(layout.columns.map((column) => [column.id, column]));
  return { ...layout, columns: ids.slice(0, MOST_COLUMNS).map((id) => known.get(id) ?? { id }) };
}

const MOST_COLUMNS = 60;
