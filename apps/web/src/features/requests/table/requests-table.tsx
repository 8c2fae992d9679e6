'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type PointerEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { cn } from '../../../components/cn.ts';
import { useTimeZone, useTold } from '../../../components/told.tsx';
import { useHydrated } from '../../../components/use-hydrated.ts';
import { useNow } from '../../../components/use-now.ts';
import type { Request } from '@heliograph/contracts/request';
import type { KnownLayout, ViewSort } from '@heliograph/contracts/request-view';
import type { RequestFeed } from '../feed/use-request-feed.ts';
import { placeColumns } from '../layout/place-columns.ts';
import { CompactBar } from './compact-bar.tsx';
import type { ColumnActions } from './column-actions.ts';
import { holdRows } from './hold-rows.ts';
import { NewRows } from './new-rows.tsx';
import type { RowActions } from './request-row.tsx';
import { RowTip } from './row-tip.tsx';
import { type DrawnRows, RowsTable, type RowsTableProps } from './rows-table.tsx';
import { TableEnd } from './table-end.tsx';
import type { Selection } from '../selection/use-selection.ts';
import { useMedia } from './use-media.ts';
import { useRowKeys } from './use-row-keys.ts';

/** Height of the head, px; it stays while the rows scroll below it. */
const HEAD_PX = 33;
const ROW_PX = { comfortable: 44, compact: 30 } as const;
/** Scrolled further than this (px), the list holds new rows back. */
const TOP_PX = 30;
/** With more rows than this the list starts anew when its top is in sight: a page that is open for days would only grow. */
const MOST_ROWS = 2_000;
/** So many rows before the end, the next page is asked for. */
const AHEAD_ROWS = 15;
/** Rows drawn beyond both edges. */
const OVERSCAN_ROWS = 6;
/** Rows that a page comes with, and the room (px) that is taken for granted until it is measured. */
const FIRST_ROWS = 30;
const FIRST_RECT = { width: 1200, height: 900 };
/** Days begin at quarters of an hour, whatever the zone. */
const QUARTER_MS = 15 * 60_000;

interface RequestsTableProps {
  feed: RequestFeed;
  rows: Request[];
  layout: KnownLayout;
  sort: ViewSort;
  columnActions: ColumnActions;
  selection: Selection;
  openedId: string | null;
  currentId: string | null;
  actions: RowActions;
  /** Opens another row in the drawer that is already open. */
  onWalk: (id: string) => void;
  scrollRef: RefObject<HTMLDivElement | null>;
}

/** The request list: only the rows in sight are in the page, the others are two empty rows of their height. */
export function RequestsTable(props: RequestsTableProps) {
  const {
    feed,
    rows,
    layout,
    sort,
    columnActions,
    selection,
    openedId,
    currentId,
    actions,
    onWalk,
    scrollRef,
  } = props;
  const [topId, setTopId] = useState<string | null>(null);
  const { shown, held } = useMemo(() => holdRows(rows, topId), [rows, topId]);
  const focusNext = useRef<string | null>(null);
  const hydrated = useHydrated();
  const compact = !useMedia('(min-width: 64rem)');
  const [choosing, setChoosing] = useState(false);
  const selected = useMemo(() => selection.stateOf(shown), [selection, shown]);
  const selecting = compact && (choosing || selected !== 'none');
  const madeAt = useTold().now;
  const now = useNow() ?? madeAt ?? 0;
  const timeZone = useTimeZone();
  const columns = useMemo(() => placeColumns(layout), [layout]);
  const { density } = layout;
  const rowPx = compact ? ROW_PX.comfortable : ROW_PX[density];

  // eslint-disable-next-line react-hooks/incompatible-library -- its functions go to no memoized component
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scrollRef.current,
    // The same function for the same rows: with another one all of them are measured anew.
    getItemKey: useCallback((index: number) => shown[index]?.id ?? index, [shown]),
    estimateSize: () => rowPx,
    overscan: OVERSCAN_ROWS,
    // Until the list is in the page; whoever has scrolled before this runs stays there.
    initialRect: FIRST_RECT,
    initialOffset: () => scrollRef.current?.scrollTop ?? 0,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    scrollPaddingEnd: rowPx,
  });
  useEffect(() => virtual.measure(), [virtual, rowPx]);
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);

  const nearEnd = last !== undefined && last.index >= shown.length - AHEAD_ROWS;
  const { ahead, restart, hasMore, loadingMore, moreFailure, loadMore, stale } = feed;
  const wantsMore = nearEnd && hasMore && !loadingMore && moreFailure === null && !stale;
  useEffect(() => {
    if (wantsMore) loadMore();
  }, [wantsMore, loadMore]);

  const startsAnew = topId === null && (ahead > 0 || rows.length > MOST_ROWS);
  useEffect(() => {
    if (startsAnew) void restart();
  }, [startsAnew, restart]);

  // A row the keyboard moves to may only come into the page with this drawing.
  useEffect(() => {
    if (focusNext.current === null) return;
    const row = scrollRef.current?.querySelector<HTMLElement>(`[data-request="${focusNext.current}"]`);
    if (!row) return;
    focusNext.current = null;
    row.focus({ preventScroll: true });
  });

  const keyboardId = useMemo(
    () => (shown.some(({ id }) => id === currentId) ? currentId : (shown[0]?.id ?? null)),
    [shown, currentId],
  );
  useRowKeys({
    onMove: (step) => {
      const from = shown.findIndex(({ id }) => id === (openedId ?? currentId));
      const index = from < 0 ? 0 : Math.min(Math.max(from + step, 0), shown.length - 1);
      const target = shown[index];
      if (target === undefined) return;
      virtual.scrollToIndex(index);
      if (openedId !== null) return onWalk(target.id);
      focusNext.current = target.id;
      actions.focus(target.id);
    },
    onOpen: () => {
      if (currentId !== null) actions.open(currentId);
    },
    onSelect: () => {
      if (openedId === null && keyboardId !== null) actions.select(keyboardId, false);
    },
  });

  const onScroll = (): void => {
    const away = (scrollRef.current?.scrollTop ?? 0) > TOP_PX;
    if (away && topId === null) setTopId(shown[0]?.id ?? null);
    if (!away && topId !== null) setTopId(null);
  };
  // Whoever points at a row shall not have another one under the pointer a moment later.
  const onPoint = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && topId === null) setTopId(shown[0]?.id ?? null);
  };
  const onPointAway = (): void => {
    if ((scrollRef.current?.scrollTop ?? 0) <= TOP_PX) setTopId(null);
  };
  const showNew = (): void => {
    setTopId(null);
    scrollRef.current?.scrollTo({ top: 0 });
  };
  const onSelectAll = useCallback(() => selection.toggleAll(shown), [selection, shown]);
  const above = first === undefined ? 0 : first.start - HEAD_PX;
  const below = last === undefined ? 0 : virtual.getTotalSize() - (last.end - HEAD_PX);
  const table: Omit<RowsTableProps, 'drawn' | 'compact'> = {
    ...{ rows: shown, columns, density, sort, columnActions, selection, selected, onSelectAll, actions },
    ...{ openedId, keyboardId, timeZone, selecting, hasMore },
    today: now - (now % QUARTER_MS),
    // Not before it can be pressed.
    busy: stale || !hydrated,
  };

  return (
    <div
      className="relative flex min-h-0 grow flex-col"
      // The button for new rows is within: it may come up right under the pointer.
      onPointerMove={onPoint}
      onPointerLeave={onPointAway}
    >
      {(compact || !hydrated) && (
        <CompactBar
          className={hydrated ? undefined : 'lg:hidden'}
          sort={sort}
          onSort={columnActions.sort}
          selecting={selecting}
          onSelecting={(wanted) => {
            setChoosing(wanted);
            if (!wanted) selection.clear();
          }}
          selected={selected}
          onSelectAll={onSelectAll}
        />
      )}
      {(held > 0 || (ahead > 0 && topId !== null)) && <NewRows held={held} ahead={ahead} onShow={showNew} />}
      {/* Positioned, as everything that scrolls: else texts for screen readers in it make the page around it longer. */}
      <div
        ref={scrollRef}
        onScroll={onScroll}
        className={cn('relative min-h-0 grow overflow-auto transition-opacity', stale && 'opacity-50')}
      >
        {hydrated ? (
          <RowsTable
            key={compact ? 'compact' : 'wide'}
            {...table}
            drawn={{ items, above, below }}
            compact={compact}
            measure={compact ? virtual.measureElement : undefined}
          />
        ) : (
          // How wide the page is isn't known yet: its style sheet is.
          <>
            <RowsTable
              key="wide"
              {...table}
              drawn={firstRows(shown, ROW_PX[density])}
              compact={false}
              className="max-lg:hidden"
            />
            <RowsTable
              key="compact"
              {...table}
              drawn={firstRows(shown, ROW_PX.comfortable)}
              compact
              className="lg:hidden"
            />
          </>
        )}
        <div className="sticky left-0">
          <TableEnd feed={feed} count={rows.length} />
        </div>
      </div>
      <RowTip listRef={scrollRef} rows={shown} columns={columns} />
    </div>
  );
}

/** The rows that a page comes with, before anything is known of how much fits on it. */
function firstRows(rows: readonly Request[], rowPx: number): DrawnRows {
  const items = rows.slice(0, FIRST_ROWS).map(({ id }, index) => ({ index, key: id }));
  return { items, above: 0, below: (rows.length - items.length) * rowPx };
}
