'use client';
import type { Request } from '@heliograph/contracts/request';
import { Tooltip as Radix } from 'radix-ui';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { TOOLTIP_DELAY_MS, TooltipContent } from '../../../components/tooltip.tsx';
import type { PlacedColumn } from '../layout/place-columns.ts';

/** Milliseconds in which the pointer may wander from the cell onto its tooltip. */
const GRACE_MS = 120;

interface RowTipProps {
  /** The list whose cells have something to tell. */
  listRef: RefObject<HTMLElement | null>;
  rows: readonly Request[];
  columns: readonly PlacedColumn[];
}

interface Pointed {
  /** The column that knows what is told, and the row. */
  columnId: string;
  requestId: string;
  rect: DOMRect;
}

/**
 * The tooltip of all cells: an element with `data-tip` names the column whose `tip` it shows. There is one for the whole
 * list, for one of each cell's own would cost more than the rows do.
 */
export function RowTip({ listRef, rows, columns }: RowTipProps) {
  const { pointed, stay, leave, close } = usePointed(listRef);
  const request = pointed === null ? undefined : rows.find(({ id }) => id === pointed.requestId);
  const column = columns.find(({ column: { id } }) => id === pointed?.columnId)?.column;
  if (pointed === null || request === undefined || column?.tip === undefined) return null;
  const { left, top, width, height } = pointed.rect;
  return (
    <Radix.Root open onOpenChange={(open) => !open && close()}>
      <Radix.Trigger asChild>
        <span aria-hidden className="pointer-events-none fixed" style={{ left, top, width, height }} />
      </Radix.Trigger>
      <TooltipContent onPointerEnter={stay} onPointerLeave={leave}>
        {column.tip(request)}
      </TooltipContent>
    </Radix.Root>
  );
}

/** What the pointer rests on or the keyboard is at, among elements with `data-tip`. */
function usePointed(listRef: RefObject<HTMLElement | null>) {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const target = useRef<HTMLElement | null>(null);
  const stay = (): void => clearTimeout(timer.current);
  const close = (): void => {
    stay();
    target.current = null;
    setPointed(null);
  };
  const leave = (): void => {
    stay();
    timer.current = setTimeout(close, GRACE_MS);
  };

  useEffect(() => {
    const list = listRef.current;
    if (list === null) return undefined;
    const point = (at: HTMLElement | null, delayMs: number): void => {
      if (at === target.current) return;
      clearTimeout(timer.current);
      target.current = at;
      timer.current = setTimeout(() => setPointed(at === null ? null : read(at)), delayMs);
    };
    const onOver = (event: PointerEvent): void => {
      const at = tipAround(event.target);
      point(at, at === null ? GRACE_MS : TOOLTIP_DELAY_MS);
    };
    const onFocus = (event: FocusEvent): void => {
      const at = tipAround(event.target);
      if (at?.matches(':focus-visible') === true) point(at, 0);
    };
    const away = (): void => point(null, 0);
    const ends = new AbortController();
    const passive = { passive: true, signal: ends.signal };
    list.addEventListener('pointerover', onOver, passive);
    list.addEventListener('focusin', onFocus, passive);
    for (const type of ['focusout', 'pointerdown', 'scroll']) list.addEventListener(type, away, passive);
    list.addEventListener('pointerleave', () => point(null, GRACE_MS), passive);
    return () => {
      ends.abort();
      clearTimeout(timer.current);
    };
  }, [listRef]);
  return { pointed, stay, leave, close };
}

function tipAround(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
}

function read(at: HTMLElement): Pointed | null {
  const requestId = at.closest<HTMLElement>('[data-request]')?.dataset['request'];
  const columnId = at.dataset['tip'];
  if (requestId === undefined || columnId === undefined) return null;
  return { columnId, requestId, rect: at.getBoundingClientRect() };
}
