'use client';
import { useQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Channel } from '@heliograph/contracts/channels';
import type { RequestWebhook } from '@heliograph/contracts/request-webhooks';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ListSection } from './list-section.tsx';
import { useWebhookChanges } from './use-webhooks.ts';
import { WebhookDialog } from './webhook-dialog.tsx';
import { WebhooksTable } from './webhooks-table.tsx';

/** Webhooks that are told of each logged request that matches. */
export function RequestWebhooks({ channels }: { channels: readonly Channel[] }) {
  const [editing, setEditing] = useState<RequestWebhook | 'new' | null>(null);
  const [removing, setRemoving] = useState<RequestWebhook | null>(null);
  const webhooks = useQuery(api.webhooks.list.queryOptions());
  const targets = channels.filter(({ settings }) => settings.kind === 'webhook');
  return (
    <ListSection
      id="webhooks-heading"
      title="Webhooks on requests"
      description="Tell a webhook of each request that matches a filter, once it is logged."
      list={webhooks}
      noun="webhooks"
      add={targets.length === 0 ? null : { label: 'Add webhook', onAdd: () => setEditing('new') }}
      empty={{
        icon: <Webhook aria-hidden />,
        title: 'No webhooks on requests',
        description:
          targets.length === 0
            ? 'Add a channel of the kind Webhook first: it has the URL and the signing secret.'
            : 'Add one to hand requests on to a program of yours: all, or those that match.',
      }}
      table={(items) => <WebhooksTable webhooks={items} onEdit={setEditing} onRemove={setRemoving} />}
    >
      {editing !== null && (
        <WebhookDialog
          webhook={editing === 'new' ? null : editing}
          channels={targets}
          onClose={() => setEditing(null)}
        />
      )}
      {removing !== null && <RemoveWebhook webhook={removing} onClose={() => setRemoving(null)} />}
    </ListSection>
  );
}

function RemoveWebhook({ webhook, onClose }: { webhook: RequestWebhook; onClose: () => void }) {
  const { remove } = useWebhookChanges();
  const finish = (): void => {
    toast.success(`The webhook ${webhook.name} is deleted`);
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && !remove.isPending && onClose()}
      title={`Delete the webhook ${webhook.name}?`}
      description="It is told of no more requests. Its channel stays."
      confirmLabel="Delete webhook"
      onConfirm={() => remove.mutate({ id: webhook.id }, { onSuccess: finish })}
      pending={remove.isPending}
      error={remove.isError ? describeApiError(remove.error).message : null}
    />
  );
}
