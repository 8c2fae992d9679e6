'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useCallback, useRef, useState } from 'react';
import { type ChosenRange, intervalOf } from '@heliograph/contracts/chosen-range';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import type { Session } from '@heliograph/contracts/sessions';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { RefreshButton } from '../explore/refresh-button.tsx';
import { Trail } from '../explore/trail.tsx';
import { RequestDrawer } from '../requests/detail/request-drawer.tsx';
import { requestsUrl } from '../requests/filters/requests-url.ts';
import { addEntry, type FilterEntry } from '../requests/filters/filter-parts.ts';
import { useOpenRequest } from '../requests/use-open-request.ts';
import { SessionFigures } from './session-figures.tsx';
import { SessionSkeleton } from './session-skeleton.tsx';
import { SessionTimeline } from './timeline/session-timeline.tsx';

/** One session: its totals, its requests as a tree and over time, and the request that is open. */
export function SessionPage({ id }: { id: string }) {
  const router = useRouter();
  const session = useQuery(
    api.sessions.get.queryOptions({ input: { id, limit: 1 }, placeholderData: keepPreviousData }),
  );
  const timeline = useQuery(
    api.sessions.timeline.queryOptions({ input: { id }, placeholderData: keepPreviousData }),
  );
  const { id: openedId, open, walk, close } = useOpenRequest(id);
  const timelineRef = useRef<HTMLDivElement>(null);
  const [refreshing, setRefreshing] = useState(false);
  const { refetch: refetchSession } = session;
  const { refetch: refetchTimeline } = timeline;
  const refresh = useCallback(() => {
    setRefreshing(true);
    void Promise.all([refetchSession(), refetchTimeline()]).finally(() => setRefreshing(false));
  }, [refetchSession, refetchTimeline]);

  const explore = (filter: string): string => requestsUrl(spanOf(session.data?.session), filter);
  const ours = printFilter({ field: 'sessionId', operator: '=', value: id });
  const error = session.error ?? timeline.error;
  const failure = error === null ? null : describeApiError(error);
  const loaded = session.data !== undefined && timeline.data !== undefined;
  const name = session.data?.session.name ?? null;

  return (
    <div className="flex h-full min-h-140 flex-col">
      <div className="px-4 pt-4 pb-3 md:px-5">
        <Trail
          parent={{ label: 'Sessions', href: '/sessions' }}
          title={name ?? id}
          detail={name === null ? undefined : id}
          copy={{ text: id, label: 'Copy id' }}
          actions={
            <>
              <RefreshButton feed={{ refreshing, refresh }} />
              <Button asChild>
                <Link href={explore(ours)}>Show requests</Link>
              </Button>
            </>
          }
        />
      </div>
      {loaded ? (
        <>
          {failure !== null && (
            <p role="alert" className="border-y border-line bg-danger-soft px-5 py-1.5 text-danger">
              The session is not up to date. {failure.message}
            </p>
          )}
          <SessionFigures session={session.data.session} />
          <SessionTimeline
            timeline={timeline.data}
            total={session.data.session.requests}
            openedId={openedId}
            onOpen={open}
            onWalk={walk}
            containerRef={timelineRef}
          />
        </>
      ) : failure === null ? (
        <SessionSkeleton />
      ) : failure.status === 404 ? (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title="There is no such session"
          description="It may belong to another organization, or its time of keeping is over. A request shows up about a second after its answer."
          action={
            <Button onClick={refresh} pending={refreshing}>
              Try again
            </Button>
          }
        />
      ) : (
        <ErrorState message={failure.message} onRetry={refresh} retrying={refreshing} />
      )}
      <RequestDrawer
        id={openedId}
        onClose={close}
        onClosed={() => timelineRef.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()}
        onFilter={(entry: FilterEntry) => router.push(explore(addEntry('', entry)))}
      />
    </div>
  );
}

/** All of its time; requests that follow within a minute are part of it. */
function spanOf(session: Session | undefined): ChosenRange {
  if (session === undefined) return '30d';
  const [first, last] = [Date.parse(session.startedAt), Date.parse(session.lastRequestAt)];
  return intervalOf(first, last + 60_000) ?? '30d';
}
