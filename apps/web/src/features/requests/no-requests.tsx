'use client';
import { useQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { apiClient } from '../../client/api.ts';
import { Onboarding } from '../onboarding/onboarding.tsx';
import { useLastFailure } from './feed/use-last-failure.ts';
import { type TimeRangeName, allTime, timeRangePresets } from './filters/time-range.ts';
import { RequestsSkeleton } from './table/requests-skeleton.tsx';

const anyKey = ['requests', 'any'];

interface NoRequestsProps {
  range: TimeRangeName;
  /** Requests have come, but the way to the first one is held in their place. */
  arrived: boolean;
  held: boolean;
  onHold: (hold: boolean) => void;
  onShowAll: () => void;
}

/** In the place of an empty list without filters: either it was never filled, or not lately. */
export function NoRequests({ range, arrived, held, onHold, onShowAll }: NoRequestsProps) {
  const older = useQuery({
    queryKey: anyKey,
    queryFn: async ({ signal }) => {
      const query = { timeRange: allTime(new Date()), limit: 1 };
      const { items } = await apiClient.requests.query(query, { signal });
      return items.length > 0;
    },
  });
  const failure = useLastFailure(anyKey, older.error, older.isPending);
  if (held) return <Onboarding arrived={arrived} onHold={onHold} />;
  if (older.data === undefined) {
    if (failure === null) return <RequestsSkeleton />;
    const { message } = failure;
    return <ErrorState message={message} onRetry={() => void older.refetch()} retrying={older.isFetching} />;
  }
  if (!older.data) return <Onboarding arrived={false} onHold={onHold} />;
  return (
    <EmptyState
      icon={<Inbox aria-hidden />}
      title={`No requests in the ${timeRangePresets[range].label.toLowerCase()}`}
      description="New requests show up here by themselves."
      action={range !== '30d' && <Button onClick={onShowAll}>Show last 30 days</Button>}
    />
  );
}
