'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { UserRoundX } from 'lucide-react';
import Link from 'next/link';
import { useCallback, useState } from 'react';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { RefreshButton } from '../explore/refresh-button.tsx';
import { Trail } from '../explore/trail.tsx';
import { requestsUrl } from '../requests/filters/requests-url.ts';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import { useMovingRange, useTimeRange } from '../time-range/use-time-range.ts';
import { UserCharts } from './user-charts.tsx';
import { UserFigures } from './user-figures.tsx';
import { UserModels } from './user-models.tsx';
import { UserSessions } from './user-sessions.tsx';
import { UserSkeleton } from './user-skeleton.tsx';

const REFRESH_MS = 30_000;
/** People are looked at over weeks rather than hours. */
const RANGE: ChosenRange = '30d';

/** One end user: what they asked for over time, with which models, in which sessions. */
export function UserPage({ id }: { id: string }) {
  const { range, setRange } = useTimeRange(RANGE);
  const timeRange = useMovingRange(range, REFRESH_MS);
  const user = useQuery(
    api.users.get.queryOptions({
      input: { id, ...timeRange },
      enabled: timeRange !== null,
      placeholderData: keepPreviousData,
    }),
  );
  const [refreshing, setRefreshing] = useState(false);
  const { refetch } = user;
  const refresh = useCallback(() => {
    setRefreshing(true);
    void refetch().finally(() => setRefreshing(false));
  }, [refetch]);
  const failure = user.error === null ? null : describeApiError(user.error);
  const theirs = printFilter({ field: 'userId', operator: '=', value: id });

  return (
    <div className="mx-auto flex w-full max-w-300 flex-col gap-5 px-4 pt-4 pb-8 md:px-5">
      <Trail
        parent={{ label: 'Users', href: '/users' }}
        title={id}
        copy={{ text: id, label: 'Copy id' }}
        actions={
          <>
            <RefreshButton feed={{ refreshing, refresh }} />
            <TimeRangePicker value={range} onChange={setRange} />
            <Button asChild>
              <Link href={requestsUrl(range, theirs)}>Show requests</Link>
            </Button>
          </>
        }
      />
      {failure?.status === 404 ? (
        <EmptyState
          icon={<UserRoundX aria-hidden />}
          title="No requests of this user in this time range"
          description="They may have been seen at another time, or the time of keeping of their requests is over."
          action={range !== '90d' && <Button onClick={() => setRange('90d')}>Show last 90 days</Button>}
          className="rounded-lg border border-dashed border-line"
        />
      ) : user.data !== undefined && timeRange !== null ? (
        <>
          {failure !== null && (
            <p role="alert" className="rounded-lg bg-danger-soft px-4 py-1.5 text-danger">
              The figures are not up to date. {failure.message}
            </p>
          )}
          <UserFigures detail={user.data} />
          <UserCharts detail={user.data} timeRange={timeRange} />
          <UserModels models={user.data.models} range={range} userId={id} />
          <UserSessions sessions={user.data.sessions} range={range} userFilter={theirs} />
        </>
      ) : failure === null ? (
        <UserSkeleton />
      ) : (
        <ErrorState message={failure.message} onRetry={refresh} retrying={refreshing} />
      )}
    </div>
  );
}
