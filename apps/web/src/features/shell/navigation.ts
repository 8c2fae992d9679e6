import {
  Activity,
  BellRing,
  ChartPie,
  BellDot,
  CircleDollarSign,
  DatabaseZap,
  Gauge,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
  Settings2,
  SquareTerminal,
  Tags,
  UsersRound,
  Waypoints,
} from 'lucide-react';
import type { ShortcutName } from '../shortcuts/shortcuts.ts';

interface NavigationItem {
  label: string;
  href: string;
  icon: LucideIcon;
  shortcut?: ShortcutName;
}

/** The pages, in the order of the sidebar. The first group has no title. */
export const navigation: readonly { title: string | null; items: readonly NavigationItem[] }[] = [
  {
    title: null,
    items: [
      { label: 'Dashboard', href: '/dashboard', icon: LayoutDashboard, shortcut: 'go.dashboard' },
      { label: 'Requests', href: '/requests', icon: ScrollText, shortcut: 'go.requests' },
      { label: 'Sessions', href: '/sessions', icon: Waypoints, shortcut: 'go.sessions' },
      { label: 'Users', href: '/users', icon: UsersRound, shortcut: 'go.users' },
      { label: 'Properties', href: '/properties', icon: Tags, shortcut: 'go.properties' },
      { label: 'Cost', href: '/cost', icon: ChartPie, shortcut: 'go.cost' },
      { label: 'SQL', href: '/sql', icon: SquareTerminal, shortcut: 'go.sql' },
      { label: 'Cache', href: '/cache', icon: DatabaseZap, shortcut: 'go.cache' },
      { label: 'Alerts', href: '/alerts', icon: BellDot, shortcut: 'go.alerts' },
      { label: 'Rate limits', href: '/rate-limits', icon: Gauge, shortcut: 'go.rate-limits' },
    ],
  },
  {
    title: 'Settings',
    items: [
      { label: 'General', href: '/settings/general', icon: Settings2 },
      { label: 'API keys', href: '/settings/keys', icon: KeyRound, shortcut: 'go.keys' },
      { label: 'Prices', href: '/settings/prices', icon: CircleDollarSign },
      { label: 'Notifications', href: '/settings/notifications', icon: BellRing },
      { label: 'Ingestion', href: '/settings/ingestion', icon: Activity },
    ],
  },
];
