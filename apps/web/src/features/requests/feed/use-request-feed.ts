'use client';
import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { newestFirst, type ViewSort } from '@heliograph/contracts/request-view';
import { useCallback, useMemo, useState } from 'react';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { Request } from '@heliograph/contracts/request';
import { apiClient } from '../../../client/api.ts';
import { type ApiFailure, describeApiError } from '../../../client/api-error.ts';
import { isOpenRange, resolveTimeRange } from '../../time-range/time-range.ts';
import { feedKey, feedQuery, PAGE_SIZE } from './feed-query.ts';
import {
  joinPages,
  type LiveRows,
  type RequestsPage,
  addArrived,
  addLook,
  dropOlder,
  listRows,
  lookForNewest,
} from './live-rows.ts';
import { useLiveRequests } from './use-live-requests.ts';
import { useLastFailure } from './use-last-failure.ts';

/** Rows of the pages after the first: who scrolls on wants many. */
const NEXT_PAGE_SIZE = 200;
/** Milliseconds for which a list that is not kept up to date is taken as it is. */
const SORTED_STALE_MS = 60_000;
/** Milliseconds between two looks at the newest page, while the tab is visible. */
const POLL_MS = 600;
/** The same while new requests are told as they come: for what the stream may have missed. */
const STREAMING_POLL_MS = 60_000;
/** Pages that one look asks for at most, to meet the rows that are known. */
const MOST_PAGES = 5;
/**
 * Every so many milliseconds a look takes this many rows, or as many as are listed where that is less: requests that
 * began before the newest page and ended only now are among them.
 */
const SWEEP_MS = 15_000;
const SWEEP_ROWS = 300;
/** With so many rows beside the pages, further ones are only counted. */
const MOST_LIVE_ROWS = 5_000;
/** Milliseconds until a list that could not be loaded is asked for again. */
const RECOVER_MS = 5_000;

type Pages = InfiniteData<RequestsPage, string | undefined>;

export interface RequestFeed {
  /** In the order asked for; undefined until the first page has come. */
  rows: Request[] | undefined;
  /** At least so many newer rows are not among them, for too many came at once; `restart` shows them. */
  ahead: number;
  /** Lets go of all rows but the newest page. */
  restart: () => Promise<void>;
  /** The rows are those of the filters before, until the new ones have come. */
  stale: boolean;
  /** Why the last look failed; the rows stay. */
  failure: ApiFailure | null;
  /** Whether somebody asked to try again; looks that happen by themselves don't count. */
  retrying: boolean;
  retry: () => void;
  hasMore: boolean;
  loadingMore: boolean;
  /** Why older rows could not be loaded. */
  moreFailure: ApiFailure | null;
  loadMore: () => void;
}

/**
 * The request list of a range and filter (null asks for nothing). Newest first it is kept up to date while the tab is
 * visible; in another order it stays as it was loaded until it is asked for again.
 */
export function useRequestFeed(
  range: ChosenRange,
  filter: string | null,
  { by, direction }: ViewSort = newestFirst,
): RequestFeed {
  const isLive = by === newestFirst.by && direction === newestFirst.direction;
  const client = useQueryClient();
  const key = useMemo(
    () => feedKey({ range, filter, sort: { by, direction } }),
    [range, filter, by, direction],
  );
  const liveKey = useMemo(() => [...key, 'live'] as const, [key]);
  const ask = (cursor: string | undefined, limit: number, signal: AbortSignal): Promise<RequestsPage> =>
    apiClient.requests.query(
      { ...feedQuery({ range, filter, sort: { by, direction } }), limit, cursor },
      { signal },
    );

  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      ask(pageParam, pageParam === undefined ? PAGE_SIZE : NEXT_PAGE_SIZE, signal),
    enabled: filter !== null,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: RequestsPage) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // The newest page is asked for all the time; what is older doesn't change.
    staleTime: isLive ? Infinity : SORTED_STALE_MS,
    refetchInterval: ({ state }) => (state.data === undefined && state.error !== null ? RECOVER_MS : false),
    refetchOnReconnect: false,
  });
  const loaded = pages.isSuccess && !pages.isPlaceholderData;

  const onRequests = useCallback(
    (requests: Request[]): void => {
      const before = client.getQueryData<LiveRows>(liveKey);
      if (before === undefined) return;
      const listed = client.getQueryData<Pages>(key)?.pages.flatMap(({ items }) => items) ?? [];
      const ids = new Set([...listed, ...before.rows].map(({ id }) => id));
      const fresh = requests.filter(({ id }) => !ids.has(id));
      if (fresh.length === 0) return;
      // Too many to keep: the next look says how it stands.
      if (before.ahead > 0 || before.rows.length + fresh.length > MOST_LIVE_ROWS)
        return void client.invalidateQueries({ queryKey: liveKey });
      const { from } = resolveTimeRange(range, new Date());
      client.setQueryData<LiveRows>(liveKey, addArrived(before, fresh, from));
    },
    [client, key, liveKey, range],
  );
  const onReset = useCallback(() => void client.invalidateQueries({ queryKey: liveKey }), [client, liveKey]);
  const streams = loaded && isLive && isOpenRange(range, pages.dataUpdatedAt);
  const isStreaming = useLiveRequests(streams ? filter : null, { onRequests, onReset });

  // Beside the pages, not laid into them: older rows that are being loaded meanwhile would overwrite them.
  const live = useQuery({
    queryKey: liveKey,
    queryFn: async ({ signal }): Promise<LiveRows> => {
      const before = client.getQueryData<LiveRows>(liveKey);
      const listed = client.getQueryData<Pages>(key)?.pages.flatMap(({ items }) => items) ?? [];
      const ids = new Set([...listed, ...(before?.rows ?? [])].map(({ id }) => id));
      const isKnown = (id: string): boolean => ids.has(id);
      const now = Date.now();
      const sweeps = before === undefined || now - before.sweptAt >= SWEEP_MS;
      const size = sweeps ? Math.max(PAGE_SIZE, Math.min(ids.size, SWEEP_ROWS)) : PAGE_SIZE;
      // A gap that was too wide a moment ago is so still.
      const mostPages = (before?.ahead ?? 0) > 0 ? 1 : MOST_PAGES;
      const look = await lookForNewest((cursor) => ask(cursor, size, signal), isKnown, mostPages);
      // Rows wait for a reader further down, but not without end.
      const full = (before?.rows.length ?? 0) >= MOST_LIVE_ROWS;
      const { rows, ahead } = addLook(before?.rows ?? [], full ? { ...look, touches: false } : look, isKnown);
      return {
        rows,
        newest: look.newest,
        ahead: ahead === 0 ? 0 : Math.max(ahead, before?.ahead ?? 0),
        from: resolveTimeRange(range, new Date(now)).from,
        sweptAt: sweeps ? now : before.sweptAt,
      };
    },
    enabled: loaded && isLive,
    refetchInterval: () =>
      !isOpenRange(range, Date.now()) ? false : isStreaming ? STREAMING_POLL_MS : POLL_MS,
    staleTime: POLL_MS,
    structuralSharing: false,
    retry: false,
  });

  const restart = useCallback(async (): Promise<void> => {
    // A look or a page under way would bring back what is let go.
    await client.cancelQueries({ queryKey: key });
    const known = client.getQueryData<LiveRows>(liveKey);
    if (known === undefined) return;
    client.setQueryData<Pages>(key, { pages: [known.newest], pageParams: [undefined] });
    client.setQueryData<LiveRows>(liveKey, { ...known, rows: [], ahead: 0 });
  }, [client, key, liveKey]);

  const looks = loaded && isLive;
  const liveRows = looks ? live.data?.rows : undefined;
  const from = looks ? live.data?.from : undefined;
  const all = useMemo(() => {
    if (pages.data === undefined) return undefined;
    return isLive ? listRows(pages.data.pages, liveRows ?? []) : joinPages(pages.data.pages);
  }, [pages.data, liveRows, isLive]);
  const inRange = all === undefined || from === undefined ? all : dropOlder(all, from);
  const count = inRange?.length;
  const rows = useMemo(() => (all?.length === count ? all : all?.slice(0, count)), [all, count]);

  const moreError = pages.isFetchNextPageError ? pages.error : null;
  const pagesFailure = useLastFailure(key, moreError === null ? pages.error : null, pages.isPending);
  const liveFailure = useLastFailure(key, live.error, looks && live.isPending);
  const [retrying, setRetrying] = useState(false);
  return {
    rows,
    ahead: looks ? (live.data?.ahead ?? 0) : 0,
    restart,
    stale: pages.isPlaceholderData,
    failure: liveFailure ?? pagesFailure,
    retrying,
    retry: () => {
      setRetrying(true);
      void (looks ? live.refetch() : pages.refetch()).finally(() => setRetrying(false));
    },
    hasMore: pages.hasNextPage && all?.length === count,
    loadingMore: pages.isFetchingNextPage,
    moreFailure: moreError === null ? null : describeApiError(moreError),
    loadMore: () => {
      if (!pages.isFetchingNextPage) void pages.fetchNextPage();
    },
  };
}
