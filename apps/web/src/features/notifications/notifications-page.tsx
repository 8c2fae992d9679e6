'use client';
import { useQuery } from '@tanstack/react-query';
import { BellRing, Plus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Channel, ChannelReadiness } from '@heliograph/contracts/channels';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ChannelDialog } from './channel-dialog.tsx';
import { ChannelsSkeleton, ChannelsTable } from './channels-table.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { Reports } from './reports.tsx';
import { RequestWebhooks } from './request-webhooks.tsx';
import { useChannelChanges } from './use-channels.ts';

/** Where notifications go, and what became of them. */
export function NotificationsPage() {
  const [editing, setEditing] = useState<Channel | 'new' | null>(null);
  const [removing, setRemoving] = useState<Channel | null>(null);
  const [reading, setReading] = useState<Channel | null>(null);
  const channels = useQuery(api.channels.list.queryOptions());
  const readiness = channels.data?.readiness ?? { email: true, secrets: true };
  return (
    <div className="mx-auto flex w-full max-w-240 flex-col gap-7 px-4 py-5 md:px-8 md:py-7">
      <PageHeader
        title="Notifications"
        description="Channels are where alerts, budget warnings and reports go. Their URLs and keys are encrypted and shown nowhere again."
        actions={
          <Button variant="primary" onClick={() => setEditing('new')}>
            <Plus aria-hidden />
            Add channel
          </Button>
        }
      />
      <section aria-label="Channels" className="flex flex-col gap-3">
        <Lacks readiness={readiness} />
        {channels.isPending ? (
          <ChannelsSkeleton />
        ) : channels.data === undefined ? (
          <ErrorState
            title="The channels could not be loaded"
            message={describeApiError(channels.error).message}
            onRetry={() => void channels.refetch()}
            retrying={channels.isFetching}
            className="rounded-lg border border-line"
          />
        ) : channels.data.items.length === 0 ? (
          <EmptyState
            icon={<BellRing aria-hidden />}
            title="No channels yet"
            description="Add an e-mail address, a chat, a pager or a webhook, and send a test to see that it arrives."
            action={
              <Button onClick={() => setEditing('new')}>
                <Plus aria-hidden />
                Add your first channel
              </Button>
            }
            className="rounded-lg border border-dashed border-line"
          />
        ) : (
          <ChannelsTable
            channels={channels.data.items}
            onEdit={setEditing}
            onRemove={setRemoving}
            onRead={setReading}
          />
        )}
      </section>
      {channels.data !== undefined && <Reports channels={channels.data.items} />}
      {channels.data !== undefined && <RequestWebhooks channels={channels.data.items} />}
      {editing !== null && (
        <ChannelDialog
          channel={editing === 'new' ? null : editing}
          readiness={readiness}
          onClose={() => setEditing(null)}
        />
      )}
      {removing !== null && <RemoveChannel channel={removing} onClose={() => setRemoving(null)} />}
      {reading !== null && <DeliveryLog channel={reading} onClose={() => setReading(null)} />}
    </div>
  );
}

/** What the operator has to set first. */
function Lacks({ readiness }: { readiness: ChannelReadiness }) {
  const lacks = [
    ...(readiness.secrets ? [] : ['ENCRYPTION_KEYS is not set: only e-mail channels can be added.']),
    ...(readiness.email ? [] : ['SMTP_URL is not set: e-mail is not delivered.']),
  ];
  if (lacks.length === 0) return null;
  return (
    <div role="note" className="rounded-lg border border-line bg-warning-soft px-4 py-3 text-sm text-ink">
      {lacks.map((lack) => (
        <p key={lack}>{lack}</p>
      ))}
      <p className="mt-1 text-xs text-muted">
        The operator of this installation sets them, see docs/notifications.md.
      </p>
    </div>
  );
}

function RemoveChannel({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { remove } = useChannelChanges();
  const finish = (): void => {
    toast.success(`The channel ${channel.name} is deleted`);
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && !remove.isPending && onClose()}
      title={`Delete the channel ${channel.name}?`}
      description="Nothing is sent to it any more, and the log of what was goes with it. To keep it for later, switch it off instead."
      confirmLabel="Delete channel"
      onConfirm={() => remove.mutate({ id: channel.id }, { onSuccess: finish })}
      pending={remove.isPending}
      error={remove.isError ? describeApiError(remove.error).message : null}
    />
  );
}
