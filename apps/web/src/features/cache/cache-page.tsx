'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { DatabaseZap, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { CachedRequest } from '@heliograph/contracts/cache';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { lengthOf } from '../time-range/time-range.ts';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import { useMovingRange, useTimeRange } from '../time-range/use-time-range.ts';
import { CacheOccupancy } from './cache-occupancy.tsx';
import { CacheCourse } from './cache-course.tsx';
import { CacheFigures } from './cache-figures.tsx';
import { PurgeDialog, PurgeRequestDialog } from './purge-dialog.tsx';
import { TopRequests } from './top-requests.tsx';
import { CacheTrials } from './trials/cache-trials.tsx';

const REFRESH_MS = 30_000;

/** What the cache did, what is in it, and emptying it. */
export function CachePage() {
  const { range, setRange } = useTimeRange();
  const [purging, setPurging] = useState(false);
  const [purgedRequest, setPurgedRequest] = useState<CachedRequest | null>(null);
  return (
    <div className="mx-auto flex w-full max-w-240 flex-col gap-6 px-4 py-5 md:px-8 md:py-7">
      <PageHeader
        title="Cache"
        description="Requests that were answered without calling their provider again."
        actions={
          <>
            <TimeRangePicker value={range} onChange={setRange} />
            <Button variant="danger-ghost" onClick={() => setPurging(true)}>
              <Trash2 aria-hidden />
              Purge
            </Button>
          </>
        }
      />
      <CacheOccupancy />
      <Report range={range} onPurge={setPurgedRequest} />
      {purging && <PurgeDialog onClose={() => setPurging(false)} />}
      {purgedRequest !== null && (
        <PurgeRequestDialog request={purgedRequest} onClose={() => setPurgedRequest(null)} />
      )}
    </div>
  );
}

interface ReportProps {
  range: ChosenRange;
  onPurge: (request: CachedRequest) => void;
}

/** The range moves on with the time. */
function Report(props: ReportProps) {
  const timeRange = useMovingRange(props.range, REFRESH_MS);
  return timeRange === null ? <ReportSkeleton /> : <ReportOf {...props} timeRange={timeRange} />;
}

function ReportOf({ range, timeRange, onPurge }: ReportProps & { timeRange: { from: string; to: string } }) {
  const report = useQuery(
    api.cache.report.queryOptions({ input: { timeRange }, placeholderData: keepPreviousData }),
  );
  if (report.isPending) return <ReportSkeleton />;
  if (report.data === undefined) {
    return (
      <ErrorState
        title="The figures of the cache could not be loaded"
        message={describeApiError(report.error).message}
        onRetry={() => void report.refetch()}
        retrying={report.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  const { totals, top } = report.data;
  const from = Date.parse(timeRange.from);
  if (totals.hits + totals.coalesced + totals.misses === 0) return <NoRequests />;
  return (
    <>
      <CacheFigures totals={totals} />
      <CacheCourse report={report.data} from={from} until={from + lengthOf(range)} />
      <section aria-labelledby="most-served" className="grid gap-3">
        <h2 id="most-served" className="text-base font-semibold tracking-tight">
          Most served requests
        </h2>
        {top.length === 0 ? (
          <p className="rounded-lg border border-dashed border-line px-4 py-4 text-muted">
            No request was answered from the cache in this time.
          </p>
        ) : (
          <TopRequests requests={top} range={range} onPurge={onPurge} />
        )}
      </section>
      <CacheTrials timeRange={timeRange} />
    </>
  );
}

function NoRequests() {
  return (
    <EmptyState
      icon={<DatabaseZap aria-hidden />}
      title="No request used the cache in this time"
      description={
        <>
          <p>Add this header to requests whose answers may be used again:</p>
          <div className="mt-3 text-left">
            <CodeBlock code="Helicone-Cache-Enabled: true" copyLabel="Copy header" />
          </div>
        </>
      }
      className="rounded-lg border border-dashed border-line"
    />
  );
}

function ReportSkeleton() {
  return (
    <div role="status" className="grid gap-6">
      <span className="sr-only">Loading the figures</span>
      <div className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-4">
        {['Rate', 'Hits', 'Money', 'Time'].map((figure) => (
          <div key={figure} className="flex flex-col gap-2 bg-surface px-4 py-4">
            <Skeleton className="w-20" />
            <Skeleton className="w-28" />
          </div>
        ))}
      </div>
      <Skeleton className="h-66 w-full rounded-lg" />
    </div>
  );
}
