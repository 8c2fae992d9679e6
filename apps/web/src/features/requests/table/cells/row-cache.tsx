import type { CacheStatus } from '@heliograph/contracts/cache-facts';
import { Badge } from '../../../../components/badge.tsx';
import { None } from './none.tsx';

const shown = {
  hit: { label: 'Hit', tone: 'success', title: 'Answered from the cache' },
  coalesced: { label: 'Joined', tone: 'info', title: 'Joined an identical request in flight' },
  miss: { label: 'Miss', tone: 'neutral', title: 'The provider was called' },
} as const;

export function RowCache({ status }: { status: CacheStatus | null }) {
  if (status === null) return <None />;
  const { label, tone, title } = shown[status];
  return (
    <Badge tone={tone} title={title}>
      {label}
    </Badge>
  );
}
