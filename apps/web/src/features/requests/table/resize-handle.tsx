'use client';
import { useRef } from 'react';
import { boundWidth } from '../layout/change-layout.ts';

interface ResizeHandleProps {
  /** px as it is drawn. */
  width: () => number;
  onDraw: (width: number | null) => void;
  /** null: the width that the column comes with. */
  onResize: (width: number | null) => void;
}

/** The right edge of a column's head, to be dragged; a double press gives the column its own width back. By keyboard the head itself does it. */
export function ResizeHandle({ width, onDraw, onResize }: ResizeHandleProps) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const widthAt = (x: number): number => boundWidth((from.current?.width ?? 0) + x - (from.current?.x ?? 0));
  return (
    <div
      aria-hidden
      data-resize
      className="absolute inset-y-0 right-0 w-2.5 cursor-col-resize touch-none after:absolute after:inset-y-1.5 after:right-0 after:w-px after:bg-transparent group-hover/head:after:bg-line-strong hover:after:w-0.5 hover:after:bg-accent-ink active:after:bg-accent-ink"
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={() => onResize(null)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width: width() };
      }}
      onPointerMove={(event) => {
        if (from.current !== null) onDraw(widthAt(event.clientX));
      }}
      onPointerUp={(event) => {
        if (from.current === null) return;
        const moved = event.clientX !== from.current.x;
        if (moved) onResize(widthAt(event.clientX));
        from.current = null;
        onDraw(null);
      }}
      onPointerCancel={() => {
        from.current = null;
        onDraw(null);
      }}
    />
  );
}
