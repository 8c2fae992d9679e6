'use client';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useState } from 'react';
import { RememberOpener, useReturnFocus } from '../../components/return-focus.tsx';
import { ShortcutKeys } from '../shortcuts/shortcut-keys.tsx';
import { shortcuts } from '../shortcuts/shortcuts.ts';
import { findCommands } from './find-commands.ts';
import type { PaletteCommand } from './palette-command.ts';

interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What has a name. */
  commands: readonly PaletteCommand[];
  /** What can be done with the text itself. */
  search: (text: string) => PaletteCommand[];
}

/** One field for everything one can go to or do. */
export function CommandPalette({ open, onOpenChange, commands, search }: CommandPaletteProps) {
  const { openerRef, onCloseAutoFocus } = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed inset-x-3 top-3 z-50 mx-auto max-w-140 animate-pop-in overflow-hidden rounded-lg border border-line bg-raised shadow-high outline-none sm:top-[14vh]"
        >
          <RememberOpener openerRef={openerRef} />
          <Radix.Title className="sr-only">Search and commands</Radix.Title>
          <Palette
            commands={commands}
            search={search}
            onRun={(command) => {
              onOpenChange(false);
              command.run();
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface PaletteProps extends Pick<CommandPaletteProps, 'commands' | 'search'> {
  onRun: (command: PaletteCommand) => void;
}

function Palette({ commands, search, onRun }: PaletteProps) {
  const [text, setText] = useState('');
  const named = findCommands(commands, text);
  const searches = search(text);
  const groups = searches.length === 0 ? named : [...named, { title: 'Search' as const, commands: searches }];
  return (
    <Command label="Search and commands" shouldFilter={false} loop>
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Command.Input
          autoFocus
          value={text}
          onValueChange={setText}
          maxLength={300}
          placeholder="Search requests, or type a command"
          className="h-12 w-full min-w-0 bg-transparent text-base text-ink outline-none placeholder:text-faint pointer-coarse:text-lg"
        />
      </div>
      <Command.List className="max-h-[min(24rem,60dvh)] scroll-py-2 overflow-y-auto overscroll-contain p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-muted">Nothing of this name.</Command.Empty>
        {groups.map(({ title, commands: entries }) => (
          <Command.Group
            key={title}
            heading={title}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted"
          >
            {entries.map((command) => (
              <Command.Item
                key={command.id}
                value={command.id}
                onSelect={() => onRun(command)}
                className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm text-ink select-none data-[selected=true]:bg-hover pointer-coarse:min-h-11"
              >
                <command.icon aria-hidden className="size-4 shrink-0 text-muted" />
                <span className="min-w-0 grow truncate">{command.label}</span>
                {command.shortcut !== undefined &&
                  shortcuts[command.shortcut].keys
                    .slice(0, 1)
                    .map((keys) => <ShortcutKeys key={String(keys)} keys={keys} />)}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}
