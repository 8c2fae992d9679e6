'use client';
import type { RequestView } from '@heliograph/contracts/request-view';
import type { SavedView } from '@heliograph/contracts/saved-views';
import { useQueryStates } from 'nuqs';
import { useCallback, useEffect } from 'react';
import { toast } from 'sonner';
import type { RequestLayoutState } from '../layout/use-request-layout.ts';
import type { AdoptedView } from './use-adopted-view.ts';
import { useSavedViews } from './use-saved-views.ts';
import { isSameView, NO_VIEW, queryOfView, viewParsers } from './view-query.ts';

export interface CurrentView {
  /** Undefined until they are there. */
  views: SavedView[] | undefined;
  failed: boolean;
  retry: () => void;
  current: SavedView | null;
  /** The list shows something else than the current view does. */
  changed: boolean;
  /** Null for the list as it comes. */
  choose: (view: SavedView | null) => void;
  /** What is shown has just been kept under this view. */
  settleOn: (view: SavedView) => void;
}

/**
 * The view that the address names, and the way to another. What an address can't say of a view (widths, pins, density) is
 * taken over when it is opened, and this person's own given back when it is left.
 */
export function useCurrentView(
  shown: RequestView,
  { id, adopted, setAdopted, isSettled }: AdoptedView,
  { stored, adopt }: Pick<RequestLayoutState, 'stored' | 'adopt'>,
): CurrentView {
  const [, set] = useQueryStates(viewParsers, { history: 'push' });
  const { data, isError, refetch } = useSavedViews();
  const views = data?.items;
  const current = views?.find((view) => view.id === id) ?? null;

  const take = useCallback(
    (view: SavedView): void => {
      setAdopted({ view: view.id, before: adopted === null ? stored : adopted.before });
      adopt(view.view.layout);
    },
    [adopted, setAdopted, stored, adopt],
  );
  const giveBack = useCallback((): void => {
    if (adopted === null) return;
    setAdopted(null);
    adopt(adopted.before);
  }, [adopted, setAdopted, adopt]);

  // An address that somebody was given, or went back to.
  useEffect(() => {
    if (isSettled || views === undefined) return;
    if (current !== null) return take(current);
    giveBack();
    if (id === null) return;
    void set({ view: NO_VIEW }, { history: 'replace' });
    toast.info('There is no such view', { description: 'It was deleted, or is no longer shared with you.' });
  }, [isSettled, views, current, take, giveBack, id, set]);

  const choose = useCallback(
    (view: SavedView | null): void => {
      if (view === null) giveBack();
      else take(view);
      void set(view === null ? BARE : queryOfView(view));
    },
    [take, giveBack, set],
  );
  const settleOn = useCallback(
    (view: SavedView): void => {
      take(view);
      void set({ view: view.id }, { history: 'replace' });
    },
    [take, set],
  );
  return {
    views,
    failed: isError && views === undefined,
    retry: () => void refetch(),
    current,
    changed: current !== null && isSettled && !isSameView(shown, current.view),
    choose,
    settleOn,
  };
}

const BARE = { view: NO_VIEW, q: null, range: null, from: null, to: null, sort: null, columns: null };
