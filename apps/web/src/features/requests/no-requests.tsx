'use client';
import { type ChosenRange, isRelative } from '@heliograph/contracts/chosen-range';
import { useQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { apiClient } from '../../client/api.ts';
import { describeTimeRange } from '../time-range/describe-time-range.ts';
import { allTime, lengthOf } from '../time-range/time-range.ts';
import { useLastFailure } from './feed/use-last-failure.ts';
import { RequestsSkeleton } from './table/requests-skeleton.tsx';

const Onboarding = dynamic(() => import('../onboarding/onboarding.tsx').then((module) => module.Onboarding), {
  loading: RequestsSkeleton,
});
const anyKey = ['requests', 'any'];

interface NoRequestsProps {
  range: ChosenRange;
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
      title={
        isRelative(range)
          ? `No requests in the ${describeTimeRange(range).toLowerCase()}`
          : 'No requests in this time range'
      }
      description={
        isRelative(range) ? 'New requests show up here by themselves.' : `${describeTimeRange(range)}.`
      }
      action={lengthOf(range) < lengthOf('30d') && <Button onClick={onShowAll}>Show last 30 days</Button>}
    />
  );
}
