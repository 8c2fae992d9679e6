'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Channel } from '@heliograph/contracts/channels';
import type { RequestWebhook } from '@heliograph/contracts/request-webhooks';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useWebhookChanges } from './use-webhooks.ts';
import { WebhookDialog } from './webhook-dialog.tsx';
import { WebhooksTable } from './webhooks-table.tsx';

/** Webhooks that are told of each logged request that matches. */
export function RequestWebhooks({ channels }: { channels: readonly Channel[] }) {
  const [editing, setEditing] = useState<RequestWebhook | 'new' | null>(null);
  const [removing, setRemoving] = useState<RequestWebhook | null>(null);
  const webhooks = useQuery(api.webhooks.list.queryOptions());
  const targets = channels.filter(({ settings }) => settings.kind === 'webhook');
  const items = webhooks.data?.items ?? [];
  return (
    <section aria-labelledby="webhooks-heading" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h2 id="webhooks-heading" className="text-sm font-semibold text-ink">
            Webhooks on requests
          </h2>
          <p className="mt-0.5 text-pretty text-muted">
            Tell a webhook of each request that matches a filter, once it is logged.
          </p>
        </div>
        {targets.length > 0 && (
          <Button onClick={() => setEditing('new')}>
            <Plus aria-hidden />
            Add webhook
          </Button>
        )}
      </div>
      {webhooks.isPending ? (
        <div role="status">
          <span className="sr-only">Loading the webhooks on requests</span>
          <Skeleton className="h-24 w-full rounded-lg" />
        </div>
      ) : webhooks.data === undefined ? (
        <ErrorState
          title="The webhooks could not be loaded"
          message={describeApiError(webhooks.error).message}
          onRetry={() => void webhooks.refetch()}
          retrying={webhooks.isFetching}
          className="rounded-lg border border-line"
        />
      ) : items.length === 0 ? (
        <EmptyState
          icon={<Webhook aria-hidden />}
          title="No webhooks on requests"
          description={
            targets.length === 0
              ? 'Add a channel of the kind Webhook first: it has the URL and the signing secret.'
              : 'Add one to hand requests on to a program of yours: all, or those that match.'
          }
          className="rounded-lg border border-dashed border-line"
        />
      ) : (
        <WebhooksTable webhooks={items} onEdit={setEditing} onRemove={setRemoving} />
      )}
      {editing !== null && (
        <WebhookDialog
          webhook={editing === 'new' ? null : editing}
          channels={targets}
          onClose={() => setEditing(null)}
        />
      )}
      {removing !== null && <RemoveWebhook webhook={removing} onClose={() => setRemoving(null)} />}
    </section>
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
