'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { FindState } from '../body/use-find.ts';
import { useDebounced } from '../../../components/use-debounced.ts';
import { findInElement, showRange } from './find-in-element.ts';

/** Milliseconds that the words stay before they are looked for. */
const SETTLE_MS = 150;
/** With more matches than this the next ones are not counted. */
const MOST_MATCHES = 5_000;
/** Names of the marks; app/globals.css says how they look. */
const MARKED = 'found';
const CURRENT = 'found-current';

const none: readonly Range[] = [];

export interface ConversationFind extends FindState {
  /** The words that are looked for now: those written, once they stay. */
  settled: string;
}

/**
 * Words looked for in what `ref` shows, as it is drawn: marks of Markdown don't stand in their way. Matches are marked
 * without touching the page's elements; a browser that can't mark them still leads to each.
 */
export function useFindInConversation(ref: RefObject<HTMLElement | null>): ConversationFind {
  const [words, setWords] = useState('');
  const settled = useDebounced(words.trim() === '' ? '' : words, SETTLE_MS);
  const [found, setFound] = useState<{ words: string; ranges: readonly Range[] }>({
    words: '',
    ranges: none,
  });
  const [current, setCurrent] = useState(0);

  useEffect(() => {
    const element = ref.current;
    if (settled === '' || element === null) return undefined;
    let frame = 0;
    const look = (): void =>
      setFound({ words: settled, ranges: findInElement(element, settled, MOST_MATCHES) });
    const lookSoon = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    // Texts are drawn piece by piece, and may hold the words only once they are unfolded.
    const observer = new MutationObserver(lookSoon);
    observer.observe(element, { childList: true, subtree: true, characterData: true });
    lookSoon();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [ref, settled]);

  const isReady = words.trim() === '' || found.words === words;
  const ranges = isReady && words.trim() !== '' ? found.ranges : none;
  const at = Math.min(current, ranges.length - 1);
  const shown = ranges[at] ?? null;
  useEffect(() => mark(MARKED, ranges), [ranges]);
  useEffect(() => mark(CURRENT, shown === null ? none : [shown]), [shown]);
  // New words lead to their first match; what is drawn later moves nothing.
  const leads = useRef(false);
  useEffect(() => {
    if (shown === null || !leads.current) return;
    leads.current = false;
    lead(shown);
  }, [shown]);

  return {
    words,
    settled,
    setWords: (next) => {
      leads.current = true;
      setCurrent(0);
      setWords(next);
    },
    isReady,
    count: ranges.length,
    current: at,
    go: (step) => {
      const next = (at + step + ranges.length) % ranges.length;
      const range = ranges[next];
      if (range === undefined) return;
      setCurrent(next);
      lead(range);
    },
  };
}

function lead(to: Range): void {
  showRange(to);
  // What was out of sight until now has its height only when it is drawn.
  requestAnimationFrame(() => showRange(to));
}

/** Marks the ranges under that name; returns how to take it back. */
function mark(name: string, ranges: readonly Range[]): (() => void) | undefined {
  if (ranges.length === 0 || !('highlights' in CSS)) return undefined;
  const highlight = new Highlight(...ranges);
  // Over the others.
  if (name === CURRENT) highlight.priority = 1;
  CSS.highlights.set(name, highlight);
  return () => void CSS.highlights.delete(name);
}
