'use client';
import { useEffect, useEffectEvent } from 'react';

interface RowKeys {
  /** Moves by so many rows. */
  onMove: (step: 1 | -1) => void;
  /** Opens the row the keyboard is on. */
  onOpen: () => void;
}

/** ↑/↓, j/k and Enter on the request list, wherever the focus is, except where those keys mean something else. */
export function useRowKeys({ onMove, onOpen }: RowKeys): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (isElsewhere(target)) return;
    const isArrow = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    if (isArrow && target.closest('pre') !== null) return;
    if (event.key === 'ArrowDown' || event.key === 'j') onMove(1);
    else if (event.key === 'ArrowUp' || event.key === 'k') onMove(-1);
    else if (event.key === 'Enter' && (target === document.body || target.matches('[data-request]')))
      onOpen();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => handle(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

/** In a field, a menu or another dialog. */
function isElsewhere(target: Element): boolean {
  if (target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="listbox"]') !== null)
    return true;
  const dialog = target.closest('[role="dialog"], [role="alertdialog"]');
  return dialog !== null && !dialog.hasAttribute('data-request-drawer');
}
