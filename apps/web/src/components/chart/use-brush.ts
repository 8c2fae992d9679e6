'use client';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { MouseHandlerDataParam } from 'recharts';

/** Stretches from the first to the last of these places; `key` where one series was pressed. */
export type PickHandler = (first: number, last: number, key: string | null) => void;

interface Brush {
  start: number;
  end: number;
  key: string | null;
}

/** A press on a chart, or a drag over it. Fingers scroll the page and read tooltips: they pick nothing. */
export function useBrush(count: number, onPick: PickHandler | undefined) {
  const [brush, setBrush] = useState<Brush | null>(null);
  const pressedKey = useRef<string | null>(null);
  const isFinger = useRef(false);

  useEffect(() => {
    if (brush === null || onPick === undefined) return;
    const finish = (): void => {
      setBrush(null);
      const [first, last] = [Math.min(brush.start, brush.end), Math.max(brush.start, brush.end)];
      onPick(first, last, first === last ? brush.key : null);
    };
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setBrush(null);
    };
    window.addEventListener('mouseup', finish);
    window.addEventListener('keydown', leave);
    return () => {
      window.removeEventListener('mouseup', finish);
      window.removeEventListener('keydown', leave);
    };
  }, [brush, onPick]);

  const placeOf = ({ activeTooltipIndex }: MouseHandlerDataParam): number | null => {
    const place = Number(activeTooltipIndex ?? NaN);
    return Number.isInteger(place) && place >= 0 && place < count ? place : null;
  };
  const handlers =
    onPick === undefined
      ? {}
      : {
          onMouseDown: (state: MouseHandlerDataParam) => {
            const start = placeOf(state);
            if (start !== null && !isFinger.current) {
              setBrush({ start, end: start, key: pressedKey.current });
            }
            pressedKey.current = null;
          },
          onMouseMove: (state: MouseHandlerDataParam) => {
            const end = placeOf(state);
            if (end !== null && brush !== null && brush.end !== end) setBrush({ ...brush, end });
          },
        };
  return {
    brushed:
      brush === null || brush.start === brush.end
        ? null
        : { first: Math.min(brush.start, brush.end), last: Math.max(brush.start, brush.end) },
    handlers,
    notePointer: (event: PointerEvent): void => {
      isFinger.current = event.pointerType !== 'mouse';
    },
    press: (key: string): void => {
      pressedKey.current = key;
    },
  };
}
