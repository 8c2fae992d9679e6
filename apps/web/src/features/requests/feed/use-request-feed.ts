'use client';
import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Request } from '@heliograph/contracts/request';
import { apiClient } from '../../../client/api.ts';
import { type ApiFailure, describeApiError } from '../../../client/api-error.ts';
import { type RequestFilters, toApiFilter } from '../filters/request-filters.ts';
import { type TimeRangeName, resolveTimeRange } from '../filters/time-range.ts';
import { type RequestsPage, listRows, mergeNewest } from './merge-newest.ts';

/** Rows of a page. */
const PAGE_SIZE = 50;
/** Milliseconds between two looks at the newest page, while the tab is visible. */
const POLL_MS = 600;

export interface RequestFeed {
  /** Newest first; undefined until the first page has come. */
  rows: Request[] | undefined;
  /** The rows are those of the filters before, until the new ones have come. */
  stale: boolean;
  /** Why the last look failed; the rows stay. */
  failure: ApiFailure | null;
  retrying: boolean;
  retry: () => void;
  hasMore: boolean;
  loadingMore: boolean;
  /** Why older rows could not be loaded. */
  moreFailure: ApiFailure | null;
  loadMore: () => void;
}

/** The request list of a range and filters, kept up to date while the tab is visible. */
export function useRequestFeed(range: TimeRangeName, filters: RequestFilters): RequestFeed {
  const client = useQueryClient();
  const filter = useMemo(() => toApiFilter(filters), [filters]);
  const key = ['requests', 'feed', range, filter ?? null] as const;
  const ask = (cursor: string | undefined, signal: AbortSignal): Promise<RequestsPage> =>
    apiClient.requests.query(
      { timeRange: resolveTimeRange(range, new Date()), filter, limit: PAGE_SIZE, cursor },
      { signal },
    );

  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: RequestsPage) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // The newest page is asked for all the time; what is older doesn't change.
    staleTime: Infinity,
    refetchOnReconnect: false,
  });
  const loaded = pages.isSuccess && !pages.isPlaceholderData;
  const newest = useQuery({
    queryKey: [...key, 'newest'],
    queryFn: async ({ signal }) => {
      const page = await ask(undefined, signal);
      client.setQueryData<InfiniteData<RequestsPage, string | undefined>>(key, (known) => {
        if (known === undefined) return known;
        const merged = mergeNewest(known.pages, page);
        if (merged === known.pages) return known;
        return { pages: [...merged], pageParams: known.pageParams.slice(0, merged.length) };
      });
      return null;
    },
    enabled: loaded,
    refetchInterval: POLL_MS,
    staleTime: POLL_MS,
    retry: false,
  });

  const rows = useMemo(
    () => (pages.data === undefined ? undefined : listRows(pages.data.pages)),
    [pages.data],
  );
  const moreError = pages.isFetchNextPageError ? pages.error : null;
  const error = newest.error ?? (moreError === null ? pages.error : null);
  return {
    rows,
    stale: pages.isPlaceholderData,
    failure: error === null ? null : describeApiError(error),
    retrying: pages.isRefetching || newest.isFetching,
    retry: () => void (loaded ? newest.refetch() : pages.refetch()),
    hasMore: pages.hasNextPage,
    loadingMore: pages.isFetchingNextPage,
    moreFailure: moreError === null ? null : describeApiError(moreError),
    loadMore: () => {
      if (!pages.isFetchingNextPage) void pages.fetchNextPage();
    },
  };
}
