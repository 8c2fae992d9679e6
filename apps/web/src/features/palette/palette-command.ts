import type { LucideIcon } from 'lucide-react';
import type { ShortcutName } from '../shortcuts/shortcuts.ts';

/** The groups of the palette, in the order they are shown. */
export const paletteGroups = ['Search', 'Go to', 'Views', 'Do'] as const;

export interface PaletteCommand {
  id: string;
  group: (typeof paletteGroups)[number];
  label: string;
  icon: LucideIcon;
  /** Other words it is found by. */
  keywords?: readonly string[];
  shortcut?: ShortcutName;
  run: () => void;
}
