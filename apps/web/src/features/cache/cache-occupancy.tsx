'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { formatBytes, formatCount } from '../requests/format/format-count.ts';
import { Skeleton } from '../../components/skeleton.tsx';

const REFRESH_MS = 10_000;

/** What is in the cache now, beside what may be. */
export function CacheOccupancy() {
  const occupancy = useQuery(api.cache.occupancy.queryOptions({ refetchInterval: REFRESH_MS }));
  if (occupancy.isPending) {
    return (
      <div role="status" className="rounded-lg border border-line bg-surface px-4 py-3">
        <span className="sr-only">Loading what is in the cache</span>
        <Skeleton className="w-56" />
      </div>
    );
  }
  if (occupancy.data === undefined) {
    return (
      <div
        role="alert"
        className="flex flex-wrap items-center gap-3 rounded-lg bg-danger-soft px-4 py-2 text-danger"
      >
        <span className="grow">{describeApiError(occupancy.error).message}</span>
        <Button size="sm" onClick={() => void occupancy.refetch()} pending={occupancy.isFetching}>
          Try again
        </Button>
      </div>
    );
  }
  const { entries, bytes, maxBytes } = occupancy.data;
  const share = maxBytes === 0 ? 0 : Math.min(1, bytes / maxBytes);
  return (
    <div className="grid gap-2 rounded-lg border border-line bg-surface px-4 py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 tabular-nums">
        <span>
          <span className="font-medium text-ink">{formatCount(entries)}</span>{' '}
          <span className="text-muted">{entries === 1 ? 'answer is kept' : 'answers are kept'}</span>
        </span>
        <span className="text-xs text-muted">
          {formatBytes(bytes)} of {formatBytes(maxBytes)}; beyond that the least recently used go
        </span>
      </p>
      <meter
        aria-label="Memory in use"
        min={0}
        max={1}
        value={share}
        className="sr-only"
      >{`${Math.round(share * 100)} %`}</meter>
      <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-active">
        <div className="h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
