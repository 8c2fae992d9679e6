'use client';
import { useQuery } from '@tanstack/react-query';
import type { Repricing } from '@heliograph/contracts/price-book';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Badge, type BadgeTone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { formatDate } from '../../components/format-time.ts';
import { Time } from '../../components/time.tsx';
import { formatCount } from '../requests/format/format-count.ts';
import { formatProvider } from '../requests/format/format-provider.ts';
import { PricesSkeleton } from './prices-table.tsx';
import { useCancelRepricing } from './use-prices.ts';

/** Milliseconds between two looks while a recalculation is under way. */
const POLL_MS = 1_000;
const isOpen = ({ status }: Repricing) => status === 'queued' || status === 'running';

/** The latest recalculations and how far they are. */
export function Repricings() {
  const repricings = useQuery(
    api.repricings.list.queryOptions({
      refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? POLL_MS : false),
    }),
  );
  if (repricings.isPending) return <PricesSkeleton label="Loading the recalculations" />;
  if (repricings.data === undefined) {
    return (
      <ErrorState
        title="The recalculations could not be loaded"
        message={describeApiError(repricings.error).message}
        onRetry={() => void repricings.refetch()}
        retrying={repricings.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  if (repricings.data.items.length === 0)
    return (
      <p className="rounded-lg border border-dashed border-line px-4 py-4 text-muted">
        None yet. After a change of price, a recalculation applies it to requests that were made before.
      </p>
    );
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {repricings.data.items.map((repricing) => (
        <RepricingItem key={repricing.id} repricing={repricing} />
      ))}
    </ul>
  );
}

const badges: Record<Repricing['status'], { label: string; tone: BadgeTone }> = {
  queued: { label: 'Waiting', tone: 'neutral' },
  running: { label: 'Running', tone: 'info' },
  done: { label: 'Done', tone: 'success' },
  failed: { label: 'Failed', tone: 'danger' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
};

function RepricingItem({ repricing }: { repricing: Repricing }) {
  const cancel = useCancelRepricing();
  const { id, model, provider, timeRange, status, requests, examined, changed, error, createdBy } = repricing;
  const { label, tone } = badges[status];
  const day = (time: number) => formatDate(time, 'UTC');
  const title = [model ?? 'Every model', provider === null ? null : formatProvider(provider)]
    .filter((part) => part !== null)
    .join(' · ');
  const done = requests === 0 ? 0 : Math.min(100, Math.floor((examined / requests) * 100));
  return (
    <li className="grid gap-1.5 px-4 py-2.5" data-repricing={id}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="font-medium wrap-anywhere">{title}</p>
        <Badge tone={tone}>{label}</Badge>
        <p className="text-xs text-muted">
          {day(Date.parse(timeRange.from))} to {day(Date.parse(timeRange.to) - 1)}
        </p>
        {isOpen(repricing) && (
          <Button
            size="sm"
            variant="ghost"
            className="ml-auto"
            pending={cancel.isPending}
            aria-label={`Cancel the recalculation of ${title}`}
            onClick={() => cancel.mutate({ id })}
          >
            Cancel
          </Button>
        )}
      </div>
      {isOpen(repricing) && (
        <div
          role="progressbar"
          aria-label={`Recalculation of ${title}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={done}
          className="h-1.5 overflow-hidden rounded-full bg-hover"
        >
          <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${done}%` }} />
        </div>
      )}
      <p className="text-xs text-muted tabular-nums">
        {status === 'queued'
          ? 'A worker takes it up within seconds.'
          : `${formatCount(examined)} of ${formatCount(requests)} requests looked at, ${formatCount(changed)} changed.`}{' '}
        Ordered{createdBy === null ? '' : ` by ${createdBy}`} <Time value={repricing.createdAt} />.
      </p>
      {error !== null && (
        <p role="alert" className="text-xs text-danger">
          It failed: {error}
        </p>
      )}
      {cancel.isError && (
        <p role="alert" className="text-xs text-danger">
          {describeApiError(cancel.error).message}
        </p>
      )}
    </li>
  );
}
