'use client';
import { Keyboard, Link2, LogOut } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { copyText } from '../../components/copy-text.ts';
import { themeOptions } from '../../components/theme-options.ts';
import type { PaletteCommand } from '../palette/palette-command.ts';
import { navigation } from './navigation.ts';
import { useMe } from './use-me.ts';
import { useSignOut } from './use-sign-out.ts';

/** What the palette offers on every page. */
export function useCommands(showShortcuts: () => void): PaletteCommand[] {
  const router = useRouter();
  const { setTheme } = useTheme();
  const { signOut } = useSignOut();
  const proxyUrl = useMe()?.proxyUrl;
  const pages = navigation.flatMap(({ title, items }) =>
    items.map(({ label, href, icon, shortcut }): PaletteCommand => ({
      id: href,
      group: 'Go to',
      label,
      icon,
      keywords: title === null ? [] : [title],
      ...(shortcut !== undefined && { shortcut }),
      run: () => router.push(href),
    })),
  );
  const themes = themeOptions.map(({ value, label, icon }): PaletteCommand => ({
    id: `theme.${value}`,
    group: 'Do',
    label: `Theme: ${label}`,
    icon,
    keywords: ['appearance', 'mode'],
    run: () => setTheme(value),
  }));
  return [
    ...pages,
    {
      id: 'help',
      group: 'Do',
      label: 'Keyboard shortcuts',
      icon: Keyboard,
      keywords: ['help', 'keys'],
      shortcut: 'help.open',
      run: showShortcuts,
    },
    ...(proxyUrl === undefined
      ? []
      : [
          {
            id: 'copy.proxy',
            group: 'Do' as const,
            label: 'Copy the base URL of the proxy',
            icon: Link2,
            keywords: ['openai', 'endpoint', 'host'],
            run: () => void copyText(proxyUrl).then((copied) => copied && toast.success('Base URL copied')),
          },
        ]),
    ...themes,
    {
      id: 'sign-out',
      group: 'Do',
      label: 'Sign out',
      icon: LogOut,
      keywords: ['log out', 'leave'],
      run: () => void signOut(),
    },
  ];
}
