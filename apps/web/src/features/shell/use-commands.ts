'use client';
import { useQuery } from '@tanstack/react-query';
import { Bookmark, Keyboard, LayoutDashboard, Link2, LogOut } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { api } from '../../client/api.ts';
import { copyText } from '../../components/copy-text.ts';
import { themeOptions } from '../../components/theme-options.ts';
import type { PaletteCommand } from '../palette/palette-command.ts';
import { boardUrl } from '../dashboard/board/board-url.ts';
import { viewUrl } from '../requests/views/view-query.ts';
import { navigation } from './navigation.ts';
import { useMe } from './use-me.ts';
import { useSignOut } from './use-sign-out.ts';

/** What the palette offers on every page; asks for what is kept once it is open. */
export function useCommands(isOpen: boolean, showShortcuts: () => void): PaletteCommand[] {
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
  const kept = useQuery(api.views.list.queryOptions({ staleTime: 60_000, enabled: isOpen }));
  const views = (kept.data?.items ?? []).map((saved): PaletteCommand => ({
    id: `view.${saved.id}`,
    group: 'Views',
    label: saved.name,
    icon: Bookmark,
    keywords: ['view', 'requests'],
    run: () => router.push(viewUrl(saved)),
  }));
  const dashboards = useQuery(api.dashboards.list.queryOptions({ staleTime: 60_000, enabled: isOpen }));
  const boards = (dashboards.data?.items ?? []).map(({ id, name }): PaletteCommand => ({
    id: `dashboard.${id}`,
    group: 'Views',
    label: name,
    icon: LayoutDashboard,
    keywords: ['dashboard'],
    run: () => router.push(boardUrl(id)),
  }));
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
    ...boards,
    ...views,
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
