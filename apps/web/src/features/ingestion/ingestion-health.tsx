'use client';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { IngestionStatus } from '@heliograph/contracts/ingestion';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { cn } from '../../components/cn.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { formatBytes, formatCount } from '../requests/format/format-count.ts';
import { formatDuration } from '../requests/format/format-duration.ts';
import { type Concern, concernsOf } from './describe-health.ts';

const REFRESH_MS = 3_000;

/** The figures, renewed every three seconds while somebody looks. */
export function IngestionHealth() {
  const status = useQuery(api.ingestion.status.queryOptions({ refetchInterval: REFRESH_MS }));
  return (
    <section aria-labelledby="ingestion-health" className="flex flex-col gap-3">
      <h2 id="ingestion-health" className="text-base font-semibold tracking-tight text-ink">
        Health
      </h2>
      {status.isPending ? (
        <HealthSkeleton />
      ) : status.isError || status.data === undefined ? (
        <ErrorState
          title="The queue can not be looked at"
          message={describeApiError(status.error).message}
          onRetry={() => void status.refetch()}
          retrying={status.isFetching}
          className="rounded-lg border border-line"
        />
      ) : (
        <Health status={status.data} />
      )}
    </section>
  );
}

function Health({ status }: { status: IngestionStatus }) {
  const concerns = concernsOf(status);
  return (
    <>
      <div role="status" className="flex flex-col gap-2">
        {concerns.length === 0 ? (
          <AllWell />
        ) : (
          concerns.map((each) => <ConcernLine key={each.title} {...each} />)
        )}
      </div>
      <Figures status={status} />
    </>
  );
}

function AllWell() {
  return (
    <p className="flex items-center gap-2 rounded-lg bg-success-soft px-3 py-2 text-success">
      <CircleCheck aria-hidden className="size-4 shrink-0" />
      Every record gets through.
    </p>
  );
}

function ConcernLine({ tone, title, advice }: Concern) {
  const colors = tone === 'danger' ? 'bg-danger-soft text-danger' : 'bg-warning-soft text-warning';
  return (
    <div className={cn('flex gap-2 rounded-lg px-3 py-2', colors)}>
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 wrap-anywhere">
        <span className="font-medium">{title}.</span> {advice}
      </p>
    </div>
  );
}

function Figures({ status: { queue, spools, workers } }: { status: IngestionStatus }) {
  const since = (seconds: number | null) => (seconds === null ? '—' : formatDuration(seconds * 1000));
  const memory =
    queue.maxBytes === null
      ? `${formatBytes(queue.usedBytes)} of Redis’ memory`
      : `${formatBytes(queue.usedBytes)} of ${formatBytes(queue.maxBytes)} memory`;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-3">
      <Figure
        label="Queue depth"
        value={`${formatCount(queue.waiting)} waiting`}
        note={`${formatCount(queue.active)} in hand, ${formatCount(queue.delayed)} put off · ${memory}`}
      />
      <Figure label="Oldest waiting batch" value={since(queue.oldestSeconds)} note="in the queue" />
      <Figure
        label="Oldest unshipped record"
        value={since(spools.oldestSeconds)}
        note={`${formatCount(spools.records)} in the spools of ${formatCount(spools.processes)} processes, ${formatBytes(spools.bytes)}`}
      />
      <Figure
        label="Lag"
        value={workers.lagP95Ms === null ? '—' : `${formatDuration(workers.lagP95Ms)} P95`}
        note={`end of an answer to its row · ${formatDuration(workers.lagP50Ms)} P50`}
      />
      <Figure
        label="Throughput"
        value={`${formatRate(workers.storedPerSecond)} records/s`}
        note={`${formatCount(workers.processes)} ${workers.processes === 1 ? 'worker' : 'workers'}, last minute`}
      />
      <Figure
        label="Errors"
        value={`${formatCount(workers.failures)} failed attempts`}
        note="repeated until they succeed, last minute"
      />
    </dl>
  );
}

function formatRate(perSecond: number): string {
  if (perSecond > 0 && perSecond < 0.1) return '< 0.1';
  return perSecond < 10 ? perSecond.toFixed(1).replace(/\.0$/, '') : formatCount(Math.round(perSecond));
}

function Figure({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div className="bg-surface px-4 py-3">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-0.5 text-lg font-medium text-ink tabular-nums">
        {value}
        <span className="block text-xs font-normal text-pretty text-muted">{note}</span>
      </dd>
    </div>
  );
}

function HealthSkeleton() {
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">Loading the figures</span>
      <Skeleton className="h-9 w-full rounded-lg" />
      <div className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-3">
        {['Depth', 'Oldest', 'Spools', 'Lag', 'Throughput', 'Errors'].map((figure) => (
          <div key={figure} className="flex flex-col gap-2 bg-surface px-4 py-4">
            <Skeleton className="w-20" />
            <Skeleton className="w-28" />
          </div>
        ))}
      </div>
    </div>
  );
}
