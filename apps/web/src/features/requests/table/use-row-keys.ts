'use client';
import { useShortcuts } from '../../shortcuts/use-shortcut.ts';

interface RowKeys {
  /** Moves by so many rows. */
  onMove: (step: 1 | -1) => void;
  /** Opens the row the keyboard is on. */
  onOpen: () => void;
  /** Takes it into the selection or out of it; a list without one leaves the key alone. */
  onSelect?: () => void;
}

/** ↑/↓, j/k, Enter and x on the request list. Arrows scroll a text that has the focus; Enter presses a button that has it. */
export function useRowKeys({ onMove, onOpen, onSelect }: RowKeys): void {
  const move = (event: KeyboardEvent, step: 1 | -1): unknown => {
    if (event.key.startsWith('Arrow') && isWithin(event.target, 'pre')) return false;
    return onMove(step);
  };
  useShortcuts({
    'row.next': (event) => move(event, 1),
    'row.previous': (event) => move(event, -1),
    'row.open': (event) => {
      if (event.target !== document.body && !isRow(event.target)) return false;
      return onOpen();
    },
    'row.select': () => (onSelect === undefined ? false : onSelect()),
  });
}

function isWithin(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

function isRow(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('[data-request]');
}
