'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { cn } from '../../../components/cn.ts';
import { useNow } from '../../../components/use-now.ts';
import type { Request } from '@heliograph/contracts/request';
import type { RequestFeed } from '../feed/use-request-feed.ts';
import { formatCount } from '../format/format-count.ts';
import { columns } from './columns.ts';
import { holdRows } from './hold-rows.ts';
import { RequestRow, type RowActions } from './request-row.tsx';
import { TableEnd } from './table-end.tsx';
import { useMedia } from './use-media.ts';
import { useRowKeys } from './use-row-keys.ts';

/** Height of the head, px; it stays while the rows scroll below it. */
const HEAD_PX = 33;
const ROW_PX = 44;
/** Scrolled further than this (px), the list holds new rows back. */
const TOP_PX = 30;
/** With more rows than this the list starts anew when its top is in sight: a page that is open for days would only grow. */
const MOST_ROWS = 2_000;
/** So many rows before the end, the next page is asked for. */
const AHEAD_ROWS = 15;

interface RequestsTableProps {
  feed: RequestFeed;
  rows: Request[];
  openedId: string | null;
  currentId: string | null;
  actions: RowActions;
  /** Opens another row in the drawer that is already open. */
  onWalk: (id: string) => void;
  scrollRef: RefObject<HTMLDivElement | null>;
}

/** The request list: only the rows in sight are in the page, the others are two empty rows of their height. */
export function RequestsTable(props: RequestsTableProps) {
  const { feed, rows, openedId, currentId, actions, onWalk, scrollRef } = props;
  const [topId, setTopId] = useState<string | null>(null);
  const { shown, held } = holdRows(rows, topId);
  const focusNext = useRef<string | null>(null);
  const compact = !useMedia('(min-width: 64rem)');
  const now = useNow();
  const today = now === null ? 0 : new Date(now).setHours(0, 0, 0, 0);

  // eslint-disable-next-line react-hooks/incompatible-library -- its functions go to no memoized component
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scrollRef.current,
    getItemKey: (index) => shown[index]?.id ?? index,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    scrollPaddingEnd: ROW_PX,
  });
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
  });

  const onScroll = (): void => {
    const away = (scrollRef.current?.scrollTop ?? 0) > TOP_PX;
    if (away && topId === null) setTopId(shown[0]?.id ?? null);
    if (!away && topId !== null) setTopId(null);
  };
  const showNew = (): void => {
    setTopId(null);
    scrollRef.current?.scrollTo({ top: 0 });
  };
  const keyboardId = shown.some(({ id }) => id === currentId) ? currentId : (shown[0]?.id ?? null);
  const above = first === undefined ? 0 : first.start - HEAD_PX;
  const below = last === undefined ? 0 : virtual.getTotalSize() - (last.end - HEAD_PX);

  return (
    <div className="relative flex min-h-0 grow flex-col">
      {(held > 0 || (ahead > 0 && topId !== null)) && (
        <div role="status" className="absolute inset-x-0 top-10 z-20 flex justify-center max-lg:top-2">
          <Button size="sm" variant="primary" className="rounded-lg shadow-high" onClick={showNew}>
            <ArrowUp aria-hidden />
            {newRequests(held, ahead)}
          </Button>
        </div>
      )}
      <div
        ref={scrollRef}
        onScroll={onScroll}
        className={cn('min-h-0 grow overflow-auto transition-opacity', stale && 'opacity-50')}
      >
        <table
          aria-label="Requests"
          aria-rowcount={hasMore ? -1 : shown.length + 1}
          aria-busy={stale}
          className="w-full table-fixed border-separate border-spacing-0 text-sm"
        >
          <thead className={compact ? 'sr-only' : ''}>
            <tr className="h-8">
              {columns.map(({ id, label, className }) => (
                <th
                  key={id}
                  scope="col"
                  className={cn(
                    'sticky top-0 z-10 border-b border-line bg-surface px-2 text-left text-xs font-medium text-muted first:pl-5 last:pr-5',
                    className,
                  )}
                >
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {above > 0 && <Gap height={above} />}
            {items.map(({ index, key }) => {
              const request = shown[index];
              return request === undefined ? null : (
                <RequestRow
                  key={key}
                  ref={virtual.measureElement}
                  request={request}
                  index={index}
                  today={today}
                  opened={request.id === openedId}
                  current={request.id === keyboardId}
                  compact={compact}
                  actions={actions}
                />
              );
            })}
            {below > 0 && <Gap height={below} />}
          </tbody>
        </table>
        <TableEnd feed={feed} count={rows.length} />
      </div>
    </div>
  );
}

function newRequests(held: number, ahead: number): string {
  if (ahead > 0) return `${formatCount(held + ahead)}+ new requests`;
  return held === 1 ? '1 new request' : `${formatCount(held)} new requests`;
}

/** Stands for rows out of sight. It spans no columns: some are hidden, and a span would add them to the grid. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height }} />
    </tr>
  );
}
