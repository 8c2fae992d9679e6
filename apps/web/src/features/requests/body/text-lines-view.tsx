'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { Mark } from './marked-text.tsx';
import { lineAt, lineStarts, lineText } from './text-lines.ts';
import type { Find } from './use-find.ts';

const LINE_PX = 20;
/** Characters that are guessed to fit in a line. */
const WIDTH = 84;

/** A text of any length, line by line: only those in sight are drawn. */
export function TextLinesView({ text, label, find }: { text: string; label: string; find: Find }) {
  const scrollRef = useRef<HTMLPreElement>(null);
  const starts = useMemo(() => lineStarts(text), [text]);
  const { matches, current } = find;
  const match = matches?.[2 * current] ?? null;
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions go to no memoized component
  const virtual = useVirtualizer({
    count: starts.length - 1,
    getScrollElement: () => scrollRef.current,
    estimateSize: (line) =>
      LINE_PX * Math.max(1, Math.ceil(((starts[line + 1] ?? 0) - (starts[line] ?? 0)) / WIDTH)),
    overscan: 8,
    paddingStart: 8,
    paddingEnd: 8,
  });
  useEffect(() => {
    if (match !== null) virtual.scrollToIndex(lineAt(starts, match), { align: 'center' });
    // The virtualizer is the same for as long as the text is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [match, starts]);
  return (
    <pre
      ref={scrollRef}
      // Focusable, so that the keyboard can scroll it.
      tabIndex={0}
      role="region"
      aria-label={label}
      className="max-h-[65dvh] overflow-x-hidden overflow-y-auto font-mono text-xs leading-5 focus-visible:-outline-offset-2"
    >
      <span className="relative block" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index: line, key, start }) => (
          <span
            key={key}
            ref={virtual.measureElement}
            data-index={line}
            dir="auto"
            className="absolute inset-x-0 top-0 block min-h-5 px-3 wrap-anywhere whitespace-pre-wrap"
            style={{ translate: `0 ${start}px` }}
          >
            {markLine(lineText(text, starts, line), starts[line] ?? 0, matches, current)}
          </span>
        ))}
      </span>
    </pre>
  );
}

/** The line with the matches in it marked; `offset` is where it begins. */
function markLine(line: string, offset: number, matches: Int32Array | null, current: number): ReactNode {
  if (matches === null || matches.length === 0) return line;
  const pieces: ReactNode[] = [];
  let end = 0;
  for (let match = firstFrom(matches, offset); 2 * match < matches.length; match++) {
    const from = Math.max(0, (matches[2 * match] ?? 0) - offset);
    const to = Math.min(line.length, (matches[2 * match + 1] ?? 0) - offset);
    if (from >= line.length) break;
    pieces.push(
      line.slice(end, from),
      <Mark key={match} text={line.slice(from, to)} current={match === current} />,
    );
    end = to;
  }
  return [...pieces, line.slice(end)];
}

/** The first match that ends behind the offset. */
function firstFrom(matches: Int32Array, offset: number): number {
  let [low, high] = [0, matches.length / 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((matches[2 * middle + 1] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
