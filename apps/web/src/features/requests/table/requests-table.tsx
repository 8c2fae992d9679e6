'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { cn } from '../../../components/cn.ts';
import { useNow } from '../../../components/use-now.ts';
import type { Request } from '@heliograph/contracts/request';
import type { KnownLayout, RequestColumnId, ViewSort } from '@heliograph/contracts/request-view';
import type { RequestFeed } from '../feed/use-request-feed.ts';
import { placeColumns } from '../layout/place-columns.ts';
import { END_PX, measureColumns, SELECT_PX } from './cell-styles.ts';
import { CompactBar } from './compact-bar.tsx';
import type { ColumnActions } from './column-actions.ts';
import { holdRows } from './hold-rows.ts';
import { NewRows } from './new-rows.tsx';
import { RequestRow, type RowActions } from './request-row.tsx';
import { TableHead } from './table-head.tsx';
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
  const { shown, held } = holdRows(rows, topId);
  const focusNext = useRef<string | null>(null);
  const compact = !useMedia('(min-width: 64rem)');
  const [choosing, setChoosing] = useState(false);
  const selecting = compact && (choosing || selection.stateOf(shown) !== 'none');
  const now = useNow();
  const columns = useMemo(() => placeColumns(layout), [layout]);
  const [drawn, setDrawn] = useState<{ id: RequestColumnId; width: number } | null>(null);
  const { density } = layout;
  const rowPx = compact ? ROW_PX.comfortable : ROW_PX[density];
  const today = now === null ? 0 : new Date(now).setHours(0, 0, 0, 0);

  // eslint-disable-next-line react-hooks/incompatible-library -- its functions go to no memoized component
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scrollRef.current,
    getItemKey: (index) => shown[index]?.id ?? index,
    estimateSize: () => rowPx,
    overscan: 12,
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

  const keyboardId = shown.some(({ id }) => id === currentId) ? currentId : (shown[0]?.id ?? null);
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
  const sized = columns.map((placed) =>
    placed.column.id === drawn?.id ? { ...placed, width: drawn.width, grows: false } : placed,
  );
  const { variables, totalPx } = measureColumns(sized);
  const above = first === undefined ? 0 : first.start - HEAD_PX;
  const below = last === undefined ? 0 : virtual.getTotalSize() - (last.end - HEAD_PX);

  return (
    <div
      className="relative flex min-h-0 grow flex-col"
      // The button for new rows is within: it may come up right under the pointer.
      onPointerMove={onPoint}
      onPointerLeave={onPointAway}
    >
      {compact && (
        <CompactBar
          sort={sort}
          onSort={columnActions.sort}
          selecting={selecting}
          onSelecting={(wanted) => {
            setChoosing(wanted);
            if (!wanted) selection.clear();
          }}
          selected={selection.stateOf(shown)}
          onSelectAll={() => selection.toggleAll(shown)}
        />
      )}
      {(held > 0 || (ahead > 0 && topId !== null)) && <NewRows held={held} ahead={ahead} onShow={showNew} />}
      {/* Positioned, as everything that scrolls: else texts for screen readers in it make the page around it longer. */}
      <div
        ref={scrollRef}
        onScroll={onScroll}
        className={cn('relative min-h-0 grow overflow-auto transition-opacity', stale && 'opacity-50')}
      >
        <table
          aria-label="Requests"
          aria-rowcount={hasMore ? -1 : shown.length + 1}
          aria-busy={stale}
          style={compact ? undefined : { ...variables, minWidth: totalPx }}
          className="w-full table-fixed border-separate border-spacing-0 text-sm"
        >
          {compact ? (
            <thead className="sr-only">
              <tr>
                <th scope="col">Request</th>
              </tr>
            </thead>
          ) : (
            <>
              <colgroup>
                <col style={{ width: SELECT_PX }} />
                {sized.map(({ column, width, grows }) => (
                  <col key={column.id} style={grows ? undefined : { width }} />
                ))}
                {/* Takes what is left where no column does. */}
                <col style={sized.some(({ grows }) => grows) ? { width: END_PX } : undefined} />
              </colgroup>
              <thead>
                <TableHead
                  columns={columns}
                  sort={sort}
                  actions={columnActions}
                  onDraw={(id, width) => setDrawn(width === null ? null : { id, width })}
                  selected={selection.stateOf(shown)}
                  onSelectAll={() => selection.toggleAll(shown)}
                />
              </thead>
            </>
          )}
          <tbody>
            {above > 0 && <Gap height={above} />}
            {items.map(({ index, key }) => {
              const request = shown[index];
              return request === undefined ? null : (
                <RequestRow
                  key={key}
                  ref={virtual.measureElement}
                  request={request}
                  columns={columns}
                  density={density}
                  index={index}
                  today={today}
                  opened={request.id === openedId}
                  current={request.id === keyboardId}
                  selected={selection.has(request)}
                  compact={compact}
                  selecting={selecting}
                  actions={actions}
                />
              );
            })}
            {below > 0 && <Gap height={below} />}
          </tbody>
        </table>
        <div className="sticky left-0">
          <TableEnd feed={feed} count={rows.length} />
        </div>
      </div>
    </div>
  );
}

/** Stands for rows out of sight. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height }} />
    </tr>
  );
}
