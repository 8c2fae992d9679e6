'use client';
import type { RefObject } from 'react';
import { useShortcuts } from '../shortcuts/use-shortcut.ts';

/** j/k anywhere on the page, and ↑/↓ within the list, move the focus from row to row (their links: `data-row-link`). */
export function useListKeys(listRef: RefObject<HTMLElement | null>): void {
  const move = (event: KeyboardEvent, step: 1 | -1): unknown => {
    const links = [...(listRef.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])];
    const at = links.findIndex((link) => link === event.target);
    // Arrows scroll the page, unless a row has the focus.
    if (at < 0 && event.key.startsWith('Arrow')) return false;
    const next = links[at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
    return undefined;
  };
  useShortcuts({
    'row.next': (event) => move(event, 1),
    'row.previous': (event) => move(event, -1),
  });
}
