'use client';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import Link from 'next/link';
import { toast } from 'sonner';
import { formatAlertValue } from '@heliograph/alerting/describe';
import type { AlertEvent } from '@heliograph/contracts/alerts';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Table, type TableColumn, TableRow } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { formatDuration } from '../requests/format/format-duration.ts';
import { useKeyNames } from '../requests/use-key-names.ts';
import { groupLabel } from './group-label.ts';
import { eventRequestsUrl } from './links.ts';
import { SeverityBadge } from './status-badge.tsx';
import { useAlertChanges } from './use-alerts.ts';

const PAGE = 20;
const REFRESH_MS = 10_000;
const columns: readonly TableColumn[] = [
  { label: 'Alert' },
  { label: 'Started' },
  { label: 'Lasted', from: 'md' },
  { label: 'Peak', align: 'right' },
  { label: 'Told', from: 'lg' },
  { label: 'Actions', unseen: true },
];

/** What fired, of one rule or all: when, how long, how bad, and who was told. */
export function AlertHistory({ ruleId, onShowAll }: { ruleId: string | null; onShowAll: () => void }) {
  const history = useInfiniteQuery(
    api.alerts.history.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
        ...(ruleId !== null && { ruleId }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      refetchInterval: REFRESH_MS,
      placeholderData: keepPreviousData,
    }),
  );
  const items = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="history-heading" className="flex flex-col gap-3">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-3">
        <h2 id="history-heading" className="text-sm font-semibold text-ink">
          History
        </h2>
        {ruleId !== null && (
          <Button size="sm" onClick={onShowAll}>
            Show all alerts
          </Button>
        )}
      </div>
      {history.isPending ? (
        <div role="status">
          <span className="sr-only">Loading the history</span>
          <Skeleton className="h-30 w-full rounded-lg" />
        </div>
      ) : history.data === undefined ? (
        <ErrorState
          title="The history could not be loaded"
          message={describeApiError(history.error).message}
          onRetry={() => void history.refetch()}
          retrying={history.isFetching}
          className="rounded-lg border border-line"
        />
      ) : items.length === 0 ? (
        <EmptyState
          icon={<History aria-hidden />}
          title="Nothing has fired"
          description="Each time that an alert fires stays here: when it began and ended, its worst value, and which channels were told."
          className="rounded-lg border border-dashed border-line"
        />
      ) : (
        <>
          <Table caption="History of alerts" columns={columns}>
            {items.map((event) => (
              <EventRow key={event.id} event={event} />
            ))}
          </Table>
          {history.hasNextPage && (
            <Button
              className="self-center"
              pending={history.isFetchingNextPage}
              onClick={() => void history.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function EventRow({ event }: { event: AlertEvent }) {
  const { acknowledge } = useAlertChanges();
  const keyNames = useKeyNames();
  const { ruleName, group, severity, startedAt, endedAt, peak, threshold, metric, told } = event;
  const label = groupLabel(group, keyNames);
  const lasted = endedAt === null ? '' : formatDuration(Date.parse(endedAt) - Date.parse(startedAt));
  return (
    <TableRow>
      <td className="py-2.5 pr-3 pl-4">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium wrap-anywhere">{ruleName}</span>
          <SeverityBadge severity={severity} />
          {event.kind === 'no_data' && <Badge>No data</Badge>}
        </span>
        {label !== null && <span className="block text-xs wrap-anywhere text-muted">{label}</span>}
        {event.acknowledgedAt !== null && (
          <span className="block text-xs text-muted">
            {event.acknowledgedBy ?? 'Somebody'} looks after it
          </span>
        )}
      </td>
      <td className="px-3 py-2.5 whitespace-nowrap tabular-nums">
        <Time value={startedAt} />
        <span className="block text-xs text-muted md:hidden">
          {endedAt === null ? 'still fires' : `for ${lasted}`}
        </span>
      </td>
      <td className="hidden px-3 py-2.5 whitespace-nowrap tabular-nums md:table-cell">
        {endedAt === null ? <Badge tone="danger">Firing</Badge> : lasted}
      </td>
      <td className="px-3 py-2.5 text-right whitespace-nowrap tabular-nums">
        {formatAlertValue(metric, peak)}
        {threshold !== null && (
          <span className="block text-xs text-muted">of {formatAlertValue(metric, threshold)}</span>
        )}
      </td>
      <td className="hidden px-3 py-2.5 text-muted lg:table-cell">
        <Told told={told} />
      </td>
      <td className="py-1.5 pr-2 pl-1">
        <div className="flex flex-wrap justify-end gap-1">
          <Button asChild variant="ghost" size="sm">
            <Link href={eventRequestsUrl(event)} aria-label={`Requests of ${ruleName}`}>
              Requests
            </Link>
          </Button>
          {endedAt === null && event.acknowledgedAt === null && (
            <Button
              variant="ghost"
              size="sm"
              pending={acknowledge.isPending}
              aria-label={`Acknowledge ${ruleName}`}
              onClick={() =>
                acknowledge.mutate(
                  { id: event.id },
                  { onError: (error) => toast.error(describeApiError(error).message) },
                )
              }
            >
              Acknowledge
            </Button>
          )}
        </div>
      </td>
    </TableRow>
  );
}

/** Which channels were told that it fired, and how often. */
function Told({ told }: { told: AlertEvent['told'] }) {
  const { data } = useQuery(api.channels.list.queryOptions({ staleTime: 60_000 }));
  if (told.length === 0) return <span className="text-faint">Nobody</span>;
  const ids = [...new Set(told.flatMap(({ channelIds }) => channelIds))];
  const names = data && new Map(data.items.map(({ id, name }) => [id, name]));
  const shown =
    names === undefined
      ? `${ids.length} ${ids.length === 1 ? 'channel' : 'channels'}`
      : ids.map((id) => names.get(id) ?? 'a deleted channel').join(', ');
  return (
    <span className="wrap-anywhere">
      {shown}
      {told.length > 1 && <span className="text-faint tabular-nums"> · {told.length} times</span>}
    </span>
  );
}
