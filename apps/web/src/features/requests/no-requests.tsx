'use client';
import { useQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { apiClient } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Onboarding } from '../onboarding/onboarding.tsx';
import { type TimeRangeName, resolveTimeRange, timeRangePresets } from './filters/time-range.ts';
import { RequestsSkeleton } from './table/requests-skeleton.tsx';

/** In the place of an empty list without filters: either it was never filled, or not lately. */
export function NoRequests({ range, onShowAll }: { range: TimeRangeName; onShowAll: () => void }) {
  const older = useQuery({
    queryKey: ['requests', 'any'],
    queryFn: async ({ signal }) => {
      const timeRange = resolveTimeRange('30d', new Date());
      const { items } = await apiClient.requests.query({ timeRange, limit: 1 }, { signal });
      return items.length > 0;
    },
  });
  if (older.isPending) return <RequestsSkeleton />;
  if (older.isError) {
    const { message } = describeApiError(older.error);
    return <ErrorState message={message} onRetry={() => void older.refetch()} retrying={older.isFetching} />;
  }
  if (!older.data || range === '30d') return <Onboarding />;
  return (
    <EmptyState
      icon={<Inbox aria-hidden />}
      title={`No requests in the ${timeRangePresets[range].label.toLowerCase()}`}
      description="New requests show up here by themselves."
      action={<Button onClick={onShowAll}>Show last 30 days</Button>}
    />
  );
}
