'use client';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import {
  type Channel,
  type ChannelReadiness,
  channelKinds,
  type ChannelKind,
} from '@heliograph/contracts/channels';
import { describeApiError } from '../../client/api-error.ts';
import { CheckField } from '../../components/check-field.tsx';
import { Dialog, DialogContent } from '../../components/dialog.tsx';
import { DialogSave } from '../../components/dialog-save.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import { ChannelFields } from './channel-fields.tsx';
import {
  type ChannelErrors,
  type ChannelForm,
  emptyForm,
  readChannelChanges,
  readNewChannel,
  toChannelForm,
} from './read-channel-form.ts';
import { SigningSecret } from './signing-secret.tsx';
import { useChannelChanges } from './use-channels.ts';

const kindOptions = (Object.keys(channelKinds) as ChannelKind[]).map((value) => ({
  value,
  label: channelKinds[value].label,
}));

interface ChannelDialogProps {
  /** The one that is edited; null for a new one. */
  channel: Channel | null;
  readiness: ChannelReadiness;
  onClose: () => void;
}

/** Asks for a channel and keeps it; the signing secret of a new webhook is shown then, and never again. */
export function ChannelDialog({ channel, readiness, onClose }: ChannelDialogProps) {
  const { create, update, renewSecret } = useChannelChanges();
  const [form, setForm] = useState<ChannelForm>(channel === null ? emptyForm : toChannelForm(channel));
  const [errors, setErrors] = useState<ChannelErrors>({});
  const [signingSecret, setSigningSecret] = useState<string | null>(null);
  const save = channel === null ? create : update;
  const failed = save.isError ? save.error : renewSecret.isError ? renewSecret.error : null;
  const set = (part: Partial<ChannelForm>): void => {
    setForm((before) => ({ ...before, ...part }));
    // What is being corrected is judged again when it is saved.
    setErrors({});
  };

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (save.isPending) return;
    const finish = (secret: string | null): void => {
      toast.success(`The channel ${form.name.trim()} is saved`, {
        description: 'Send a test to see that it arrives.',
      });
      if (secret === null) onClose();
      else setSigningSecret(secret);
    };
    if (channel === null) {
      const read = readNewChannel(form);
      setErrors('errors' in read ? read.errors : {});
      if ('input' in read) create.mutate(read.input, { onSuccess: (made) => finish(made.signingSecret) });
    } else {
      const read = readChannelChanges(channel.id, form);
      setErrors('errors' in read ? read.errors : {});
      if ('input' in read) update.mutate(read.input, { onSuccess: () => finish(null) });
    }
  };

  if (signingSecret !== null) return <SigningSecret secret={signingSecret} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={(open) => !open && !save.isPending && onClose()}>
      <DialogContent
        title={channel === null ? 'Add a channel' : `Edit ${channel.name}`}
        description="Alerts name the channels they go to; budget warnings go to those that are ticked for it."
        className="sm:max-w-140"
      >
        <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
          {failed !== null && <FormError>{describeApiError(failed).message}</FormError>}
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Name" error={errors.name}>
              {(control) => (
                <Input
                  {...control}
                  value={form.name}
                  onChange={(event) => set({ name: event.target.value })}
                  autoFocus={channel === null}
                  autoComplete="off"
                  placeholder="On call"
                />
              )}
            </Field>
            <Field label="Kind" hint={channel === null ? undefined : 'Never changes.'}>
              {({ id }) => (
                <Select
                  id={id}
                  value={form.kind}
                  onValueChange={(kind) => set({ kind, secret: '' })}
                  options={kindOptions}
                  disabled={channel !== null}
                />
              )}
            </Field>
          </div>
          <ChannelFields
            channel={channel}
            form={form}
            errors={errors}
            readiness={readiness}
            onChange={set}
            renewing={renewSecret.isPending}
            onRenew={() =>
              channel !== null &&
              renewSecret.mutate(
                { id: channel.id },
                { onSuccess: (renewed) => setSigningSecret(renewed.signingSecret) },
              )
            }
          />
          <CheckField
            checked={form.budgetWarnings}
            onChange={(checked) => set({ budgetWarnings: checked })}
            hint="Once per key and month each."
          >
            Tell here when an API key has used 80 and 100 % of its budget
          </CheckField>
          <DialogSave label="Save channel" pending={save.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
