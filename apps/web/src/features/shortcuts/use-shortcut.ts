'use client';
import { useHotkeys, useHotkeySequences } from '@tanstack/react-hotkeys';
import { isSingleKey, type Keys, type Shortcut, type ShortcutName, shortcuts } from './shortcuts.ts';
import { useSingleKeys } from './use-single-keys.ts';

/** Returns false where the key is left to the browser after all. */
export type ShortcutHandler = (event: KeyboardEvent) => unknown;

/** Calls `handle` when the shortcut's keys are pressed, wherever the focus is, except where they mean something else. */
export function useShortcut(name: ShortcutName, handle: ShortcutHandler, enabled = true): void {
  useShortcuts({ [name]: handle }, enabled);
}

/** The same for several: a page's keys at once. */
export function useShortcuts(
  handlers: Readonly<Partial<Record<ShortcutName, ShortcutHandler>>>,
  enabled = true,
): void {
  const [singleKeys] = useSingleKeys();
  const bindings = Object.entries(handlers).flatMap(([name, handle]) => {
    const shortcut: Shortcut = shortcuts[name as ShortcutName];
    return shortcut.keys.map((keys) => ({
      keys,
      callback: (event: KeyboardEvent) => run(event, keys, handle),
      options: { enabled: enabled && (singleKeys || !isSingleKey(keys)) },
    }));
  });
  useHotkeys(
    bindings.flatMap(({ keys, ...rest }) => (typeof keys === 'string' ? { hotkey: keys, ...rest } : [])),
    own,
  );
  useHotkeySequences(
    bindings.flatMap(({ keys, ...rest }) =>
      typeof keys === 'string' ? [] : { sequence: [...keys], ...rest },
    ),
    own,
  );
}

/** The event goes on where the handler wants none of it. */
const own = { preventDefault: false, stopPropagation: false } as const;

function run(event: KeyboardEvent, keys: Keys, handle: ShortcutHandler): void {
  const target = event.target instanceof Element ? event.target : document.body;
  if (event.defaultPrevented || (isSingleKey(keys) && isElsewhere(target))) return;
  if (handle(event) !== false) event.preventDefault();
}

/** In a field, a menu or a dialog; the drawer of a request is part of its list. */
function isElsewhere(target: Element): boolean {
  const field =
    'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="menu"], [role="listbox"]';
  if (target.closest(field) !== null) return true;
  const dialog = target.closest('[role="dialog"], [role="alertdialog"]');
  return dialog !== null && !dialog.hasAttribute('data-request-drawer');
}
