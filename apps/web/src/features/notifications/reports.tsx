'use client';
import { useQuery } from '@tanstack/react-query';
import { Newspaper } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Channel } from '@heliograph/contracts/channels';
import { type Report, reportChannelKinds } from '@heliograph/contracts/reports';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Badge } from '../../components/badge.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Table, type TableColumn, TableRow } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { ListSection } from './list-section.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { SwitchMenu } from './switch-menu.tsx';
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
  return (
    <ListSection
      id="reports-heading"
      title="Reports"
      description="Cost, requests, errors, top models and users of each day or week, beside the one before."
      list={reports}
      noun="reports"
      add={targets.length === 0 ? null : { label: 'Add report', onAdd: () => setEditing('new') }}
      empty={{
        icon: <Newspaper aria-hidden />,
        title: 'No reports yet',
        description:
          targets.length === 0
            ? 'Add an e-mail or Slack channel first: reports go there.'
            : 'Add one to read on Monday what last week cost, and what changed.',
      }}
      table={(items) => <ReportsTable reports={items} onEdit={setEditing} onRemove={setRemoving} />}
    >
      {editing !== null && (
        <ReportDialog
          report={editing === 'new' ? null : editing}
          channels={targets}
          onClose={() => setEditing(null)}
        />
      )}
      {removing !== null && <RemoveReport report={removing} onClose={() => setRemoving(null)} />}
    </ListSection>
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
              <SwitchMenu
                label={`More for the ${name.toLowerCase()} of ${channelName}`}
                enabled={enabled}
                onEdit={() => onEdit(report)}
                onSwitch={() => update.mutate({ id, enabled: !enabled }, { onError })}
                onRemove={() => onRemove(report)}
              />
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
