'use client';
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Newspaper, Plus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Channel } from '@heliograph/contracts/channels';
import { type Report, reportChannelKinds } from '@heliograph/contracts/reports';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../../components/dropdown-menu.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Table, type TableColumn, TableRow } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { useReportChanges } from './use-reports.ts';

const columns: readonly TableColumn[] = [
  { label: 'Report' },
  { label: 'Next', from: 'md' },
  { label: 'State' },
  { label: 'Actions', unseen: true },
];

/** Summaries of days and weeks, by e-mail or Slack. */
export function Reports({ channels }: { channels: readonly Channel[] }) {
  const [editing, setEditing] = useState<Report | 'new' | null>(null);
  const [removing, setRemoving] = useState<Report | null>(null);
  const reports = useQuery(api.reports.list.queryOptions());
  const targets = channels.filter(({ settings }) =>
    reportChannelKinds.some((kind) => kind === settings.kind),
  );
  const items = reports.data?.items ?? [];
  return (
    <section aria-labelledby="reports-heading" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h2 id="reports-heading" className="text-sm font-semibold text-ink">
            Reports
          </h2>
          <p className="mt-0.5 text-pretty text-muted">
            Cost, requests, errors, top models and users of each day or week, beside the one before.
          </p>
        </div>
        {targets.length > 0 && (
          <Button onClick={() => setEditing('new')}>
            <Plus aria-hidden />
            Add report
          </Button>
        )}
      </div>
      {reports.isPending ? (
        <div role="status">
          <span className="sr-only">Loading the reports</span>
          <Skeleton className="h-24 w-full rounded-lg" />
        </div>
      ) : reports.data === undefined ? (
        <ErrorState
          title="The reports could not be loaded"
          message={describeApiError(reports.error).message}
          onRetry={() => void reports.refetch()}
          retrying={reports.isFetching}
          className="rounded-lg border border-line"
        />
      ) : items.length === 0 ? (
        <EmptyState
          icon={<Newspaper aria-hidden />}
          title="No reports yet"
          description={
            targets.length === 0
              ? 'Add an e-mail or Slack channel first: reports go there.'
              : 'Add one to read on Monday what last week cost, and what changed.'
          }
          className="rounded-lg border border-dashed border-line"
        />
      ) : (
        <ReportsTable reports={items} onEdit={setEditing} onRemove={setRemoving} />
      )}
      {editing !== null && (
        <ReportDialog
          report={editing === 'new' ? null : editing}
          channels={targets}
          onClose={() => setEditing(null)}
        />
      )}
      {removing !== null && <RemoveReport report={removing} onClose={() => setRemoving(null)} />}
    </section>
  );
}

interface ReportsTableProps {
  reports: readonly Report[];
  onEdit: (report: Report) => void;
  onRemove: (report: Report) => void;
}

function ReportsTable({ reports, onEdit, onRemove }: ReportsTableProps) {
  const { update } = useReportChanges();
  const onError = (error: unknown) => toast.error(describeApiError(error).message);
  return (
    <Table caption="Reports" columns={columns}>
      {reports.map((report) => {
        const { id, period, channelName, timezone, hour, enabled, nextAt } = report;
        const name = nameOf(report);
        return (
          <TableRow key={id} className="align-middle">
            <td className="py-2 pr-3 pl-4">
              <span className="font-medium wrap-anywhere">{name}</span>
              <span className="block text-xs wrap-anywhere text-muted tabular-nums">
                {period === 'day' ? 'Every day' : 'Every Monday'} at {String(hour).padStart(2, '0')}:00,{' '}
                {timezone}
              </span>
            </td>
            <td className="hidden px-3 whitespace-nowrap text-muted tabular-nums md:table-cell">
              {enabled ? <Time value={nextAt} format="absolute" /> : <span className="text-faint">—</span>}
            </td>
            <td className="px-3">
              <Badge tone={enabled ? 'success' : 'neutral'}>{enabled ? 'On' : 'Off'}</Badge>
            </td>
            <td className="py-1.5 pr-2 pl-1 text-right">
              <DropdownMenu>
                <DropdownMenuTrigger asChild>
                  <IconButton
                    label={`More for the ${name.toLowerCase()} of ${channelName}`}
                    icon={<Ellipsis aria-hidden />}
                    hideTooltip
                  />
                </DropdownMenuTrigger>
                <DropdownMenuContent align="end">
                  <DropdownMenuItem onSelect={() => onEdit(report)}>Edit</DropdownMenuItem>
                  <DropdownMenuItem onSelect={() => update.mutate({ id, enabled: !enabled }, { onError })}>
                    {enabled ? 'Switch off' : 'Switch on'}
                  </DropdownMenuItem>
                  <DropdownMenuSeparator />
                  <DropdownMenuItem tone="danger" onSelect={() => onRemove(report)}>
                    Delete
                  </DropdownMenuItem>
                </DropdownMenuContent>
              </DropdownMenu>
            </td>
          </TableRow>
        );
      })}
    </Table>
  );
}

function RemoveReport({ report, onClose }: { report: Report; onClose: () => void }) {
  const { remove } = useReportChanges();
  const finish = (): void => {
    toast.success('The report is deleted');
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && !remove.isPending && onClose()}
      title={`Delete the ${nameOf(report).toLowerCase()}?`}
      description="Nothing of it is sent any more. To keep it for later, switch it off instead."
      confirmLabel="Delete report"
      onConfirm={() => remove.mutate({ id: report.id }, { onSuccess: finish })}
      pending={remove.isPending}
      error={remove.isError ? describeApiError(remove.error).message : null}
    />
  );
}

function nameOf({ period, channelName }: Report): string {
  return `${period === 'day' ? 'Daily' : 'Weekly'} report to ${channelName}`;
}
