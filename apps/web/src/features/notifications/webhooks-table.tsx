'use client';
import { toast } from 'sonner';
import type { RequestWebhook } from '@heliograph/contracts/request-webhooks';
import { describeApiError } from '../../client/api-error.ts';
import { Badge } from '../../components/badge.tsx';
import { Table, type TableColumn, TableRow } from '../../components/table.tsx';
import { SwitchMenu } from './switch-menu.tsx';
import { useWebhookChanges } from './use-webhooks.ts';

const columns: readonly TableColumn[] = [
  { label: 'Webhook' },
  { label: 'Channel', from: 'md' },
  { label: 'Sample', align: 'right', from: 'md' },
  { label: 'State' },
  { label: 'Actions', unseen: true },
];

interface WebhooksTableProps {
  webhooks: readonly RequestWebhook[];
  onEdit: (webhook: RequestWebhook) => void;
  onRemove: (webhook: RequestWebhook) => void;
}

export function WebhooksTable({ webhooks, onEdit, onRemove }: WebhooksTableProps) {
  const { update } = useWebhookChanges();
  const onError = (error: unknown) => toast.error(describeApiError(error).message);
  return (
    <Table caption="Webhooks on requests" columns={columns}>
      {webhooks.map((webhook) => {
        const { id, name, filter, channelName, samplePercent, withBodies, enabled } = webhook;
        return (
          <TableRow key={id} className="align-middle">
            <td className="py-2 pr-3 pl-4">
              <span className="font-medium wrap-anywhere">{name}</span>
              <span className="block text-xs wrap-anywhere text-muted">
                {filter === '' ? 'All requests' : <code className="font-mono">{filter}</code>}
                {withBodies && ', with bodies'}
              </span>
              <span className="block text-xs wrap-anywhere text-muted md:hidden">
                {samplePercent} % to {channelName}
              </span>
            </td>
            <td className="hidden px-3 wrap-anywhere text-muted md:table-cell">{channelName}</td>
            <td className="hidden px-3 text-right tabular-nums md:table-cell">{samplePercent} %</td>
            <td className="px-3">
              <Badge tone={enabled ? 'success' : 'neutral'}>{enabled ? 'On' : 'Off'}</Badge>
            </td>
            <td className="py-1.5 pr-2 pl-1 text-right">
              <SwitchMenu
                label={`More for ${name}`}
                enabled={enabled}
                onEdit={() => onEdit(webhook)}
                onSwitch={() => update.mutate({ id, enabled: !enabled }, { onError })}
                onRemove={() => onRemove(webhook)}
              />
            </td>
          </TableRow>
        );
      })}
    </Table>
  );
}
