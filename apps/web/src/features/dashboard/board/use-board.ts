'use client';
import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useCallback, useMemo } from 'react';
import type { Dashboard } from '@heliograph/contracts/dashboards';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { overviewTiles } from '@heliograph/contracts/overview-tiles';
import { api } from '../../../client/api.ts';
import { type ApiFailure, describeApiError } from '../../../client/api-error.ts';
import { inReadingOrder } from '../layout/move-tiles.ts';
import { OVERVIEW } from './board-url.ts';

export interface BoardState {
  /** Null for the overview, which everybody has. */
  board: Dashboard | null;
  name: string;
  /** In reading order; null until they have come. */
  tiles: readonly Tile[] | null;
  failure: ApiFailure | null;
  retry: () => void;
  retrying: boolean;
  /** Shows another one; null for the overview. */
  choose: (id: string | null) => void;
}

/** The dashboard that the address names. */
export function useBoard(): BoardState {
  const [id, setId] = useQueryState('board', parseAsString.withOptions({ history: 'push' }));
  const isOverview = id === null || id === OVERVIEW;
  const query = useQuery(
    api.dashboards.get.queryOptions({
      input: { id: id ?? '' },
      enabled: !isOverview,
      // What is changed here is put into it; others' changes come with the next look at it.
      staleTime: 30_000,
    }),
  );
  const board = isOverview ? null : (query.data ?? null);
  const kept = board?.tiles;
  const tiles = useMemo(() => {
    const shown = isOverview ? overviewTiles : kept;
    return shown === undefined ? null : inReadingOrder(shown);
  }, [isOverview, kept]);
  const choose = useCallback((next: string | null) => void setId(next ?? OVERVIEW), [setId]);
  return {
    board,
    name: isOverview ? 'Overview' : (board?.name ?? 'Dashboard'),
    tiles,
    failure: isOverview || query.error === null ? null : describeApiError(query.error),
    retry: () => void query.refetch(),
    retrying: query.isFetching,
    choose,
  };
}
