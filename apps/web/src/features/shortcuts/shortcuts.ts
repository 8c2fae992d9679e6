import type { Hotkey } from '@tanstack/react-hotkeys';

/** Keys pressed at once are one string, keys pressed one after the other a list. */
export type Keys = Hotkey | readonly [Hotkey, Hotkey];

/** In the order they are shown. */
export const shortcutGroups = ['Everywhere', 'Lists', 'Go to'] as const;

export interface Shortcut {
  label: string;
  group: (typeof shortcutGroups)[number];
  /** Any of these does it. */
  keys: readonly Keys[];
}

/** Every shortcut of the dashboard: what `useShortcut` listens to and what `?` shows. */
export const shortcuts = {
  'palette.open': { group: 'Everywhere', label: 'Search and commands', keys: ['Mod+K'] },
  'help.open': { group: 'Everywhere', label: 'Keyboard shortcuts', keys: ['?'] },
  'filter.focus': { group: 'Lists', label: 'Write a filter', keys: ['/'] },
  'row.next': { group: 'Lists', label: 'Next row', keys: ['ArrowDown', 'J'] },
  'row.previous': { group: 'Lists', label: 'Previous row', keys: ['ArrowUp', 'K'] },
  'row.open': { group: 'Lists', label: 'Open the row', keys: ['Enter'] },
  'row.select': { group: 'Lists', label: 'Select the row', keys: ['X'] },
  'selection.clear': { group: 'Lists', label: 'Clear the selection', keys: ['Escape'] },
  'go.dashboard': { group: 'Go to', label: 'Dashboard', keys: [['G', 'D']] },
  'go.requests': { group: 'Go to', label: 'Requests', keys: [['G', 'R']] },
  'go.sessions': { group: 'Go to', label: 'Sessions', keys: [['G', 'S']] },
  'go.users': { group: 'Go to', label: 'Users', keys: [['G', 'U']] },
  'go.properties': { group: 'Go to', label: 'Properties', keys: [['G', 'P']] },
  'go.cost': { group: 'Go to', label: 'Cost', keys: [['G', 'M']] },
  'go.sql': { group: 'Go to', label: 'SQL', keys: [['G', 'Q']] },
  'go.cache': { group: 'Go to', label: 'Cache', keys: [['G', 'C']] },
  'go.alerts': { group: 'Go to', label: 'Alerts', keys: [['G', 'A']] },
  'go.rate-limits': { group: 'Go to', label: 'Rate limits', keys: [['G', 'L']] },
  'go.keys': { group: 'Go to', label: 'API keys', keys: [['G', 'K']] },
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof shortcuts;

/** Whether a key alone does it, as people who speak to their computer may set off by chance. */
export function isSingleKey(keys: Keys): boolean {
  return typeof keys !== 'string' || !keys.startsWith('Mod+');
}
