'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { SessionTimeline as Timeline } from '@heliograph/contracts/session-timeline';
import { formatCount } from '../../requests/format/format-count.ts';
import { useMedia } from '../../requests/table/use-media.ts';
import { useRowKeys } from '../../requests/table/use-row-keys.ts';
import { moveInTree, walkRequests } from '../tree/move-in-tree.ts';
import { allPlaces, openAtFirst, placesAbove, prepareRows, type TreeRow } from '../tree/prepare-rows.ts';
import { prepareTree } from '../tree/prepare-tree.ts';
import { findIdle, prepareScale } from '../waterfall/prepare-scale.ts';
import { TimelineAxis } from './timeline-axis.tsx';
import { TimelineRow } from './timeline-row.tsx';
import { TimelineToolbar } from './timeline-toolbar.tsx';

const ROW_PX = 32;
/** On a narrow page the bar stands below the label. */
const TALL_ROW_PX = 52;
/** Height of the axis, which stays while rows scroll below it. */
const AXIS_PX = 29;

interface SessionTimelineProps {
  timeline: Timeline;
  /** Requests of the session, those that are not listed included. */
  total: number;
  openedId: string | null;
  onOpen: (id: string) => void;
  /** Opens another request in the drawer that is already open. */
  onWalk: (id: string) => void;
  containerRef: RefObject<HTMLDivElement | null>;
}

/** A session's requests as a tree by their paths, each with its bar on one axis of time. */
export function SessionTimeline(props: SessionTimelineProps) {
  const { timeline, total, openedId, onOpen, onWalk, containerRef } = props;
  const roots = useMemo(() => prepareTree(timeline.items), [timeline]);
  const idle = useMemo(() => findIdle(intervalsOf(timeline)), [timeline]);
  const [cutsIdle, setCutsIdle] = useState(true);
  const scale = useMemo(
    () => prepareScale(intervalsOf(timeline), cutsIdle ? idle : []),
    [timeline, idle, cutsIdle],
  );
  // What a link opens is in sight.
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set([...openAtFirst(roots), ...(openedId === null ? [] : placesAbove(roots, openedId))]),
  );
  const rows = useMemo(() => prepareRows(roots, open), [roots, open]);
  const [current, setCurrent] = useState<string | null>(null);
  const focusNext = useRef<string | null>(null);
  const wide = useMedia('(min-width: 48rem)');

  // eslint-disable-next-line react-hooks/incompatible-library -- its functions go to no memoized component
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => containerRef.current,
    getItemKey: (index) => `${wide} ${rows[index]?.node.key ?? index}`,
    estimateSize: () => (wide ? ROW_PX : TALL_ROW_PX),
    overscan: 12,
    scrollMargin: AXIS_PX,
    scrollPaddingStart: AXIS_PX,
    scrollPaddingEnd: ROW_PX,
  });
  useEffect(() => virtual.measure(), [virtual, wide]);

  const currentKey = rows.some(({ node }) => node.key === current) ? current : (rows[0]?.node.key ?? null);
  const goTo = (row: TreeRow, focus: boolean): void => {
    virtual.scrollToIndex(rows.indexOf(row));
    setCurrent(row.node.key);
    if (focus) focusNext.current = row.node.key;
  };
  const toggle = ({ node, expanded }: TreeRow): void => {
    if (expanded === null) return;
    setOpen((before) => (expanded ? without(before, node.key) : new Set([...before, node.key])));
  };
  const press = (row: TreeRow): void => {
    setCurrent(row.node.key);
    if (row.node.span === null) toggle(row);
    else onOpen(row.node.span.id);
  };
  // A row the keyboard moves to may only come into the page with this drawing.
  useEffect(() => {
    if (focusNext.current === null) return;
    const row = containerRef.current?.querySelector<HTMLElement>(
      `[data-row="${CSS.escape(focusNext.current)}"]`,
    );
    if (!row) return;
    focusNext.current = null;
    row.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || currentKey === null) return;
    const row = rows.find(({ node }) => node.key === currentKey);
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (row !== undefined) press(row);
      return;
    }
    const move = moveInTree(rows, currentKey, event.key);
    if (move === null) return;
    event.preventDefault();
    if ('open' in move) setOpen((before) => new Set([...before, ...move.open]));
    else if ('close' in move) setOpen((before) => without(before, move.close));
    else {
      const target = rows.find(({ node }) => node.key === move.go);
      if (target === undefined) return;
      goTo(target, true);
      if (openedId !== null && target.node.span !== null) onWalk(target.node.span.id);
    }
  };
  // From elsewhere on the page: into the tree, or on to another request in the drawer.
  useRowKeys({
    onMove: (step) => {
      if (openedId === null) {
        const row = rows.find(({ node }) => node.key === currentKey);
        if (row !== undefined) goTo(row, true);
        return;
      }
      const target = walkRequests(rows, openedId, step);
      const span = target?.node.span ?? null;
      if (target === null || span === null) return;
      goTo(target, false);
      onWalk(span.id);
    },
    onOpen: () => undefined,
  });

  return (
    <>
      <TimelineToolbar
        hasPlaces={roots.some(({ children }) => children.length > 0)}
        onOpenAll={() => setOpen(allPlaces(roots))}
        onCloseAll={() => setOpen(new Set())}
        idle={idle.length > 0 ? { cut: cutsIdle, onCut: setCutsIdle } : null}
      />
      <div
        ref={containerRef}
        className="relative min-h-0 grow overflow-x-hidden overflow-y-auto border-t border-line"
      >
        <TimelineAxis scale={scale} />
        <div
          role="tree"
          aria-label="Requests of the session"
          onKeyDown={onKeyDown}
          className="relative"
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <TimelineRow
                key={key}
                row={row}
                scale={scale}
                wide={wide}
                offset={start - AXIS_PX}
                current={row.node.key === currentKey}
                opened={openedId !== null && row.node.span?.id === openedId}
                onPress={press}
                onToggle={toggle}
              />
            );
          })}
        </div>
        {timeline.items.every(({ path }) => path === null) && (
          <p className="px-5 py-4 text-center text-xs text-pretty text-muted">
            Send <code className="font-mono">Helicone-Session-Path: /plan/hotel</code> with each request to
            see them as a tree.
          </p>
        )}
        {timeline.cut && (
          <p className="px-5 py-4 text-center text-xs text-muted">
            The first {formatCount(timeline.items.length)} of {formatCount(total)} requests. The others are
            among those that “Show requests” lists.
          </p>
        )}
      </div>
    </>
  );
}

function intervalsOf({ items }: Timeline): { startMs: number; endMs: number }[] {
  return items.map(({ createdAt, latencyMs }) => {
    const startMs = Date.parse(createdAt);
    return { startMs, endMs: startMs + Math.max(0, latencyMs) };
  });
}

function without(keys: ReadonlySet<string>, key: string): Set<string> {
  const rest = new Set(keys);
  rest.delete(key);
  return rest;
}
