'use client';
import { type RefObject, useEffect, useEffectEvent } from 'react';

/** j/k anywhere on the page, and ↑/↓ within the list, move the focus from row to row (their links: `data-row-link`). */
export function useListKeys(listRef: RefObject<HTMLElement | null>): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const target = event.target instanceof Element ? event.target : document.body;
    if (step === undefined || target.closest(ELSEWHERE) !== null) return;
    const links = [...(listRef.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])];
    const at = links.findIndex((link) => link === target);
    // Arrows scroll the page, unless a row has the focus.
    if (at < 0 && event.key.startsWith('Arrow')) return;
    const next = links[at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => handle(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

const ELSEWHERE =
  'input, textarea, select, pre, [contenteditable], [role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"]';
