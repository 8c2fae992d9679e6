'use client';
import {
  type KeyboardEvent as ReactKeyboardEvent,
  type PointerEvent,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { MouseHandlerDataParam } from 'recharts';
import { moveCursor, type Stretch } from './move-cursor.ts';

/** What was picked: stretches from the first to the last of these places. */
interface Picked extends Stretch {
  /** Where one series was pressed. */
  key: string | null;
  /** Px from the window's left and top. */
  at: { x: number; y: number };
  /** One press of the pointer; false for a drag, and for the keyboard. */
  isPress: boolean;
}
export type PickHandler = (picked: Picked) => void;

interface Brush {
  start: number;
  end: number;
  key: string | null;
}

const span = ({ start, end }: Brush): Stretch => ({
  first: Math.min(start, end),
  last: Math.max(start, end),
});

/**
 * A press on a chart, or a drag over it; with the keyboard, arrow keys go from stretch to stretch, Shift takes several, and
 * Enter picks them. Fingers scroll the page and read tooltips: they pick nothing.
 */
export function useBrush(count: number, onPick: PickHandler | undefined) {
  const [brush, setBrush] = useState<Brush | null>(null);
  const [cursor, setCursor] = useState<Brush | null>(null);
  const pressedKey = useRef<string | null>(null);
  const isFinger = useRef(false);

  useEffect(() => {
    if (brush === null || onPick === undefined) return;
    const finish = ({ clientX: x, clientY: y }: MouseEvent): void => {
      setBrush(null);
      const picked = span(brush);
      const isPress = picked.first === picked.last;
      onPick({ ...picked, isPress, key: isPress ? brush.key : null, at: { x, y } });
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
  const dragged = brush === null || brush.start === brush.end ? null : span(brush);
  const current = cursor === null ? null : span(cursor);
  return {
    brushed: dragged ?? current,
    /** Where the keyboard is; null where it isn't here. */
    cursor: current,
    handlers,
    notePointer: (event: PointerEvent): void => {
      isFinger.current = event.pointerType !== 'mouse';
    },
    press: (key: string): void => {
      pressedKey.current = key;
    },
    onBlur: (): void => setCursor(null),
    onKeyDown: (event: ReactKeyboardEvent<HTMLElement>): void => {
      if (onPick === undefined || count === 0) return;
      if (event.key === 'Escape') return setCursor(null);
      if ((event.key === 'Enter' || event.key === ' ') && current !== null) {
        event.preventDefault();
        const { left, width, top, height } = event.currentTarget.getBoundingClientRect();
        const middle = (current.first + current.last + 1) / 2 / count;
        onPick({
          ...current,
          isPress: false,
          key: null,
          at: { x: left + width * middle, y: top + height / 2 },
        });
        return;
      }
      const next = moveCursor(cursor, { key: event.key, extend: event.shiftKey, count });
      if (next === null) return;
      event.preventDefault();
      setCursor({ ...next, key: null });
    },
  };
}
