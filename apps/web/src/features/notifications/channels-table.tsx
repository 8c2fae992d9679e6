'use client';
import { toast } from 'sonner';
import { type Channel, channelKinds } from '@heliograph/contracts/channels';
import { describeApiError } from '../../client/api-error.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { DropdownMenuItem } from '../../components/dropdown-menu.tsx';
import { Table, type TableColumn, TableRow } from '../../components/table.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { Time } from '../../components/time.tsx';
import { describeTarget, statusLabels } from './describe-channel.ts';
import { SwitchMenu } from './switch-menu.tsx';
import { TestButton } from './test-button.tsx';
import { useChannelChanges } from './use-channels.ts';

const CAPTION = 'Notification channels';
const columns: readonly TableColumn[] = [
  { label: 'Channel' },
  { label: 'Kind', from: 'md' },
  { label: 'Last delivery', from: 'md' },
  { label: 'State' },
  { label: 'Actions', unseen: true },
];

interface ChannelsTableProps {
  channels: readonly Channel[];
  onEdit: (channel: Channel) => void;
  onRemove: (channel: Channel) => void;
  onRead: (channel: Channel) => void;
}

export function ChannelsTable({ channels, onEdit, onRemove, onRead }: ChannelsTableProps) {
  return (
    <Table caption={CAPTION} columns={columns}>
      {channels.map((channel) => {
        const { id, name, settings, enabled, budgetWarnings } = channel;
        return (
          <TableRow key={id} className="align-middle">
            <td className="py-2 pr-3 pl-4">
              <span className="font-medium wrap-anywhere">{name}</span>
              <span className="block text-xs wrap-anywhere text-muted">
                <span className="md:hidden">{channelKinds[settings.kind].label}: </span>
                {describeTarget(channel)}
              </span>
              {channel.lastDelivery !== null && (
                <span className="block text-xs text-muted md:hidden">
                  Last delivery: {statusLabels[channel.lastDelivery.status].label.toLowerCase()}
                </span>
              )}
              {budgetWarnings && (
                <span className="block text-xs text-faint">Told of used-up key budgets</span>
              )}
            </td>
            <td className="hidden px-3 whitespace-nowrap text-muted md:table-cell">
              {channelKinds[settings.kind].label}
            </td>
            <td className="hidden px-3 md:table-cell">
              <LastDelivery channel={channel} />
            </td>
            <td className="px-3">
              <Badge tone={enabled ? 'success' : 'neutral'}>{enabled ? 'On' : 'Off'}</Badge>
            </td>
            <td className="py-1.5 pr-2 pl-1">
              <div className="flex items-center justify-end gap-1">
                <TestButton channel={channel} onRead={() => onRead(channel)} />
                <Button
                  variant="ghost"
                  size="sm"
                  aria-label={`Deliveries of ${name}`}
                  onClick={() => onRead(channel)}
                  className="max-md:hidden"
                >
                  Deliveries
                </Button>
                <ChannelMenu
                  channel={channel}
                  onEdit={() => onEdit(channel)}
                  onRemove={() => onRemove(channel)}
                  onRead={() => onRead(channel)}
                />
              </div>
            </td>
          </TableRow>
        );
      })}
    </Table>
  );
}

function LastDelivery({ channel: { lastDelivery } }: { channel: Channel }) {
  if (lastDelivery === null) return <span className="text-faint">None yet</span>;
  const { label, tone } = statusLabels[lastDelivery.status];
  return (
    <>
      <Badge tone={tone}>{label}</Badge>
      <span className="block pt-0.5 text-xs whitespace-nowrap text-muted tabular-nums">
        <Time value={lastDelivery.at} />
      </span>
    </>
  );
}

interface ChannelMenuProps {
  channel: Channel;
  onEdit: () => void;
  onRemove: () => void;
  onRead: () => void;
}

function ChannelMenu({ channel, onEdit, onRemove, onRead }: ChannelMenuProps) {
  const { update } = useChannelChanges();
  const { id, name, enabled } = channel;
  const onError = (error: unknown) => toast.error(describeApiError(error).message);
  return (
    <SwitchMenu
      label={`More for ${name}`}
      enabled={enabled}
      onEdit={onEdit}
      onSwitch={() => update.mutate({ id, enabled: !enabled }, { onError })}
      onRemove={onRemove}
    >
      <DropdownMenuItem onSelect={onRead} className="md:hidden">
        Deliveries
      </DropdownMenuItem>
    </SwitchMenu>
  );
}

export function ChannelsSkeleton() {
  return (
    <TableSkeleton
      label="Loading the channels"
      caption={CAPTION}
      columns={columns}
      rowHeight="h-13"
      first={['w-32', 'w-24']}
      others={['w-16', 'w-20', 'w-8']}
    />
  );
}
