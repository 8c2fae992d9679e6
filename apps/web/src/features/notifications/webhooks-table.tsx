'use client';
import { Ellipsis } from 'lucide-react';
import { toast } from 'sonner';
import type { RequestWebhook } from '@heliograph/contracts/request-webhooks';
import { describeApiError } from '../../client/api-error.ts';
import { Badge } from '../../components/badge.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../../components/dropdown-menu.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Table, type TableColumn, TableRow } from '../../components/table.tsx';
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
              <DropdownMenu>
                <DropdownMenuTrigger asChild>
                  <IconButton label={`More for ${name}`} icon={<Ellipsis aria-hidden />} hideTooltip />
                </DropdownMenuTrigger>
                <DropdownMenuContent align="end">
                  <DropdownMenuItem onSelect={() => onEdit(webhook)}>Edit</DropdownMenuItem>
                  <DropdownMenuItem onSelect={() => update.mutate({ id, enabled: !enabled }, { onError })}>
                    {enabled ? 'Switch off' : 'Switch on'}
                  </DropdownMenuItem>
                  <DropdownMenuSeparator />
                  <DropdownMenuItem tone="danger" onSelect={() => onRemove(webhook)}>
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
