'use client';
import { RotateCw } from 'lucide-react';
import { IconButton } from '../../components/icon-button.tsx';

/** Asks for the newest state of what the page shows. */
export function RefreshButton({ feed }: { feed: { refreshing: boolean; refresh: () => void } }) {
  return (
    <IconButton
      label="Refresh"
      variant="secondary"
      icon={<RotateCw aria-hidden className={feed.refreshing ? 'animate-spin' : undefined} />}
      onClick={feed.refresh}
    />
  );
}
