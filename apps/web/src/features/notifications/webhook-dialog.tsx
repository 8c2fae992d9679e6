'use client';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import type { Channel } from '@heliograph/contracts/channels';
import type { RequestWebhook } from '@heliograph/contracts/request-webhooks';
import { describeApiError } from '../../client/api-error.ts';
import { CheckField } from '../../components/check-field.tsx';
import { Dialog, DialogContent } from '../../components/dialog.tsx';
import { DialogSave } from '../../components/dialog-save.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import { readWebhookForm, toWebhookForm, type WebhookErrors, type WebhookForm } from './read-webhook-form.ts';
import { useWebhookChanges } from './use-webhooks.ts';

interface WebhookDialogProps {
  /** The one that is edited; null for a new one. */
  webhook: RequestWebhook | null;
  /** Those of the kind webhook, one at least. */
  channels: readonly Channel[];
  onClose: () => void;
}

/** Asks for a webhook on requests and keeps it. */
export function WebhookDialog({ webhook, channels, onClose }: WebhookDialogProps) {
  const { create, update } = useWebhookChanges();
  const [form, setForm] = useState<WebhookForm>(
    webhook === null
      ? { name: '', channelId: channels[0]?.id ?? '', filter: '', sample: '100', withBodies: false }
      : toWebhookForm(webhook),
  );
  const [errors, setErrors] = useState<WebhookErrors>({});
  const save = webhook === null ? create : update;
  const set = (part: Partial<WebhookForm>): void => {
    setForm((before) => ({ ...before, ...part }));
    // What is being corrected is judged again when it is saved.
    setErrors({});
  };

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const read = readWebhookForm(form);
    setErrors('errors' in read ? read.errors : {});
    if ('errors' in read || save.isPending) return;
    const onSuccess = (): void => {
      toast.success(`The webhook ${read.input.name} is saved`, {
        description: 'It is told of requests that begin from now on.',
      });
      onClose();
    };
    if (webhook === null) create.mutate(read.input, { onSuccess });
    else update.mutate({ ...read.input, id: webhook.id }, { onSuccess });
  };

  return (
    <Dialog open onOpenChange={(open) => !open && !save.isPending && onClose()}>
      <DialogContent
        title={webhook === null ? 'Add a webhook on requests' : `Edit ${webhook.name}`}
        description="Each request goes out once, signed, and is tried again like everything else a channel gets."
        className="sm:max-w-140"
      >
        <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
          {save.isError && <FormError>{describeApiError(save.error).message}</FormError>}
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Name" error={errors.name}>
              {(control) => (
                <Input
                  {...control}
                  value={form.name}
                  onChange={(event) => set({ name: event.target.value })}
                  autoFocus={webhook === null}
                  autoComplete="off"
                  placeholder="Failures"
                />
              )}
            </Field>
            <Field label="Channel" hint="Of the kind Webhook." error={errors.channelId}>
              {({ id }) => (
                <Select
                  id={id}
                  value={form.channelId}
                  onValueChange={(channelId) => set({ channelId })}
                  options={channels.map((channel) => ({ value: channel.id, label: channel.name }))}
                />
              )}
            </Field>
          </div>
          <Field
            label="Filter"
            hint="As in the request list, such as status:>=400 or model:gpt-4o* cost:>0.1. Empty: every request."
            error={errors.filter}
          >
            {(control) => (
              <Input
                {...control}
                value={form.filter}
                onChange={(event) => set({ filter: event.target.value })}
                autoComplete="off"
                spellCheck={false}
                className="font-mono text-xs"
              />
            )}
          </Field>
          <Field
            label="Sample"
            hint="Percent of those that match, chosen by their ids."
            error={errors.sample}
            className="sm:w-1/2"
          >
            {(control) => (
              <Input
                {...control}
                value={form.sample}
                onChange={(event) => set({ sample: event.target.value })}
                inputMode="decimal"
                autoComplete="off"
                className="tabular-nums"
              />
            )}
          </Field>
          <CheckField
            checked={form.withBodies}
            onChange={(checked) => set({ withBodies: checked })}
            hint="Up to 10 KB each; of longer ones there is the link to the request."
          >
            With bodies
          </CheckField>
          <DialogSave label="Save webhook" pending={save.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
