import {
  Activity,
  CircleDollarSign,
  DatabaseZap,
  Gauge,
  KeyRound,
  type LucideIcon,
  ScrollText,
  Waypoints,
} from 'lucide-react';

interface NavigationItem {
  label: string;
  href: string;
  icon: LucideIcon;
}

/** The pages, in the order of the sidebar. The first group has no title. */
export const navigation: readonly { title: string | null; items: readonly NavigationItem[] }[] = [
  {
    title: null,
    items: [
      { label: 'Requests', href: '/requests', icon: ScrollText },
      { label: 'Sessions', href: '/sessions', icon: Waypoints },
      { label: 'Cache', href: '/cache', icon: DatabaseZap },
      { label: 'Rate limits', href: '/rate-limits', icon: Gauge },
    ],
  },
  {
    title: 'Settings',
    items: [
      { label: 'API keys', href: '/settings/keys', icon: KeyRound },
      { label: 'Prices', href: '/settings/prices', icon: CircleDollarSign },
      { label: 'Ingestion', href: '/settings/ingestion', icon: Activity },
    ],
  },
];
