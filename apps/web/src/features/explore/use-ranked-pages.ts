'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import { type ApiFailure, describeApiError } from '../../client/api-error.ts';
import { useLastFailure } from '../requests/feed/use-last-failure.ts';
import { resolveTimeRange } from '../time-range/time-range.ts';
import type { ListOrder } from './use-list-order.ts';

/** Rows of a page. */
const PAGE_SIZE = 50;

export interface RankedInput<Order extends string> {
  timeRange: { from: string; to: string };
  filter: string;
  orderBy: Order;
  direction: 'desc' | 'asc';
  limit: number;
  cursor: string | undefined;
}

/** A list that is loaded page by page. */
export interface RankedPages<Row> {
  /** Undefined until the first page has come. */
  rows: Row[] | undefined;
  /** The rows are those of the filters or order before, until the new ones have come. */
  stale: boolean;
  /** Why the list could not be loaded or brought up to date. */
  failure: ApiFailure | null;
  refreshing: boolean;
  refresh: () => void;
  hasMore: boolean;
  loadingMore: boolean;
  moreFailure: ApiFailure | null;
  loadMore: () => void;
}

/** A list of groups of requests in some order; its time range is fixed while its pages are read one after the other. */
export function useRankedPages<Row, Order extends string>(
  name: string,
  { range, filter, order }: { range: ChosenRange; filter: string; order: ListOrder<Order> },
  ask: (
    input: RankedInput<Order>,
    options: { signal: AbortSignal },
  ) => Promise<{ items: Row[]; nextCursor: string | null }>,
  enabled: boolean,
): RankedPages<Row> {
  const { by, direction } = order;
  const key = useMemo(
    () => ['explore', name, range, filter, by, direction] as const,
    [name, range, filter, by, direction],
  );
  type Page = { items: Row[]; nextCursor: string | null; timeRange: RankedInput<Order>['timeRange'] };
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const timeRange = pageParam?.timeRange ?? resolveTimeRange(range, new Date());
      const cursor = pageParam?.nextCursor ?? undefined;
      const input = { timeRange, filter, orderBy: by, direction, limit: PAGE_SIZE, cursor };
      return { ...(await ask(input, { signal })), timeRange };
    },
    enabled,
    initialPageParam: undefined as Page | undefined,
    getNextPageParam: (last: Page) => (last.nextCursor === null ? undefined : last),
    placeholderData: keepPreviousData,
  });
  const moreError = pages.isFetchNextPageError ? pages.error : null;
  const failure = useLastFailure(key, moreError === null ? pages.error : null, pages.isPending);
  const [asked, setAsked] = useState(false);
  const { refetch, fetchNextPage } = pages;
  const refresh = useCallback(() => {
    setAsked(true);
    void refetch().finally(() => setAsked(false));
  }, [refetch]);
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items), [pages.data]);
  return {
    rows,
    stale: pages.isPlaceholderData,
    failure,
    refreshing: asked && pages.isFetching,
    refresh,
    hasMore: pages.hasNextPage,
    loadingMore: pages.isFetchingNextPage,
    moreFailure: useMemo(() => (moreError === null ? null : describeApiError(moreError)), [moreError]),
    loadMore,
  };
}
