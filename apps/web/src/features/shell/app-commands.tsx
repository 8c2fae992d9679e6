'use client';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { useWhenIdle } from '../../components/use-when-idle.ts';
import { useHydrated } from '../../components/use-hydrated.ts';
import { searchCommands } from '../palette/search-commands.ts';
import { ShortcutKeys } from '../shortcuts/shortcut-keys.tsx';
import { shortcuts } from '../shortcuts/shortcuts.ts';
import { ShortcutsDialog } from '../shortcuts/shortcuts-dialog.tsx';
import { type ShortcutHandler, useShortcuts } from '../shortcuts/use-shortcut.ts';
import { navigation } from './navigation.ts';
import { useCommands } from './use-commands.ts';

const loadPalette = () => import('../palette/command-palette.tsx').then((module) => module.CommandPalette);
const CommandPalette = dynamic(loadPalette);

type Opened = 'palette' | 'shortcuts' | null;

/** The palette (⌘K), the list of shortcuts (?), the keys that lead to the pages, and the state of what is open. */
export function AppCommands({ opened, onOpen }: { opened: Opened; onOpen: (opened: Opened) => void }) {
  const router = useRouter();
  useWhenIdle(loadPalette);
  const commands = useCommands(opened === 'palette', () => onOpen('shortcuts'));
  useShortcuts({
    'palette.open': () => onOpen(opened === 'palette' ? null : 'palette'),
    'help.open': () => onOpen('shortcuts'),
    ...goTo((href) => router.push(href)),
  });
  return (
    <>
      <CommandPalette
        open={opened === 'palette'}
        onOpenChange={(open) => onOpen(open ? 'palette' : null)}
        commands={commands}
        search={(text) => searchCommands(text, (path) => router.push(path))}
      />
      <ShortcutsDialog
        open={opened === 'shortcuts'}
        onOpenChange={(open) => onOpen(open ? 'shortcuts' : null)}
      />
    </>
  );
}

/** Which of the two windows is open. */
export function useOpened() {
  return useState<Opened>(null);
}

function goTo(push: (href: string) => void): Record<string, ShortcutHandler> {
  const items = navigation.flatMap((group) => group.items);
  return Object.fromEntries(
    items.flatMap(({ shortcut, href }) => (shortcut === undefined ? [] : [[shortcut, () => push(href)]])),
  );
}

/** The way into the palette for the pointer; it tells the keys. */
export function SearchButton({ onPress, compact = false }: { onPress: () => void; compact?: boolean }) {
  const inBrowser = useHydrated();
  if (compact) {
    return (
      <IconButton
        label="Search and commands"
        icon={<Search aria-hidden />}
        size="lg"
        hideTooltip
        onClick={onPress}
      />
    );
  }
  return (
    <button
      type="button"
      onClick={onPress}
      className="flex h-8 w-full items-center gap-2 rounded-md border border-line bg-raised px-2 text-left text-muted shadow-low transition-colors hover:bg-hover hover:text-ink"
    >
      <Search aria-hidden className="size-3.5 shrink-0" />
      <span className="grow">Search</span>
      {/* The server doesn't know which keyboard it is. */}
      <span aria-hidden className="min-h-4.5">
        {inBrowser && <ShortcutKeys keys={shortcuts['palette.open'].keys[0]} />}
      </span>
    </button>
  );
}
