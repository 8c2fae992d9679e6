'use client';
import type { RequestColumnId } from '@heliograph/contracts/request-view';
import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { PlacedColumn } from '../layout/place-columns.ts';

/** px that a head is moved before it counts as dragged: until then it is pressed. */
const START_PX = 5;
/** So near (px) to an edge the list scrolls, by so many px a frame. */
const EDGE_PX = 48;
const SCROLL_PX = 12;

/** A head that is being dragged, from its place among the columns to the one it would get. */
export interface DraggedHead {
  from: number;
  to: number;
}

export interface HeadDrag {
  dragged: DraggedHead | null;
  /** For the row of heads, whose cells have `data-column`. */
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  /** Where a drag ends a press must not sort. */
  onClickCapture: (event: MouseEvent) => void;
}

/**
 * Lets heads be dragged to another place by mouse or pen; fingers scroll, the keyboard has keys of its own. Pinned columns
 * stay among the pinned. Escape puts the head back.
 */
export function useDragHead(
  columns: readonly PlacedColumn[],
  onPlace: (id: RequestColumnId, to: number) => void,
): HeadDrag {
  const [dragged, setDragged] = useState<DraggedHead | null>(null);
  const wasDragged = useRef(false);
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);

  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    wasDragged.current = false;
    const row = event.currentTarget;
    const { target, clientX: startX } = event;
    // Events of a head's menu come here too, though it stands elsewhere in the page.
    if (event.button !== 0 || event.pointerType === 'touch' || !(target instanceof Element)) return;
    if (!row.contains(target) || target.closest('[data-resize]') !== null) return;
    const cells = [...row.querySelectorAll<HTMLElement>('[data-column]')];
    const from = cells.findIndex((cell) => cell.contains(target));
    const column = columns[from];
    const list = row.closest('table')?.parentElement;
    if (column === undefined || !list) return;

    let x = startX;
    let to = from;
    let frame = 0;
    const look = (): void => {
      to = placeAt(x, from, columns, cells);
      setDragged((before) => (before?.to === to ? before : { from, to }));
      if (!column.pinned) scrollAtEdge(x, list, columns, cells);
      frame = requestAnimationFrame(look);
    };
    const ends = new AbortController();
    const end = (): void => {
      ends.abort();
      cancelAnimationFrame(frame);
      frame = 0;
      setDragged(null);
    };
    const { signal } = ends;
    stop.current = end;
    window.addEventListener(
      'pointermove',
      (moved) => {
        x = moved.clientX;
        if (frame !== 0 || Math.abs(x - startX) < START_PX) return;
        wasDragged.current = true;
        look();
      },
      { signal },
    );
    window.addEventListener(
      'pointerup',
      () => {
        end();
        if (wasDragged.current && to !== from) onPlace(column.column.id, to);
      },
      { signal },
    );
    window.addEventListener('pointercancel', end, { signal });
    window.addEventListener('keydown', (pressed) => pressed.key === 'Escape' && end(), {
      signal,
      capture: true,
    });
  };
  const onClickCapture = (event: MouseEvent): void => {
    if (!wasDragged.current) return;
    wasDragged.current = false;
    event.stopPropagation();
    event.preventDefault();
  };
  return { dragged, onPointerDown, onClickCapture };
}

/** Where the head would stand at `x`: behind those of its kind whose middle lies further left. */
function placeAt(
  x: number,
  from: number,
  columns: readonly PlacedColumn[],
  cells: readonly HTMLElement[],
): number {
  const pinned = columns[from]?.pinned;
  const first = columns.findIndex((column) => column.pinned === pinned);
  return cells.reduce((place, cell, index) => {
    if (index === from || columns[index]?.pinned !== pinned) return place;
    const { left, width } = cell.getBoundingClientRect();
    return left + width / 2 < x ? place + 1 : place;
  }, first);
}

function scrollAtEdge(
  x: number,
  list: HTMLElement,
  columns: readonly PlacedColumn[],
  cells: readonly HTMLElement[],
): void {
  const { left, right } = list.getBoundingClientRect();
  const pinnedEnd = cells[columns.filter(({ pinned }) => pinned).length - 1]?.getBoundingClientRect().right;
  if (x > right - EDGE_PX) list.scrollLeft += SCROLL_PX;
  else if (x < (pinnedEnd ?? left) + EDGE_PX) list.scrollLeft -= SCROLL_PX;
}
