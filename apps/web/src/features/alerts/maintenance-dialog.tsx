'use client';
import { type FormEvent, useState } from 'react';
import { newMaintenanceWindowSchema } from '@heliograph/contracts/maintenance-windows';
import { describeApiError } from '../../client/api-error.ts';
import { Dialog, DialogContent } from '../../components/dialog.tsx';
import { DialogSave } from '../../components/dialog-save.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import { useAlertChanges } from './use-alerts.ts';

const repeatOptions = [
  { value: 'never', label: 'Once' },
  { value: 'daily', label: 'Every day' },
  { value: 'weekly', label: 'Every week' },
] as const;
type Errors = Partial<Record<'name' | 'startsAt' | 'endsAt', string>>;

/** Asks for a time in which nothing fires. */
export function MaintenanceDialog({ onClose }: { onClose: () => void }) {
  const { addMaintenance: add } = useAlertChanges();
  const [form, setForm] = useState({
    name: '',
    startsAt: '',
    endsAt: '',
    repeats: 'never' as 'never' | 'daily' | 'weekly',
  });
  const [errors, setErrors] = useState<Errors>({});
  const set = (part: Partial<typeof form>): void => {
    setForm((before) => ({ ...before, ...part }));
    setErrors({});
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { name, repeats } = form;
    const read = newMaintenanceWindowSchema.safeParse({
      ...{ name, repeats },
      startsAt: toIso(form.startsAt),
      endsAt: toIso(form.endsAt),
    });
    if (!read.success) {
      const found: Errors = {};
      for (const { path, message } of read.error.issues) {
        const field = path[0] as keyof Errors;
        found[field] ??= form[field] === '' && field !== 'name' ? 'Give a date and a time' : message;
      }
      setErrors(found);
    } else if (!add.isPending) add.mutate(read.data, { onSuccess: onClose });
  };
  const moment = (name: 'startsAt' | 'endsAt', label: string) => (
    <Field label={label} error={errors[name]} hint="In your time zone.">
      {(control) => (
        <Input
          {...control}
          type="datetime-local"
          value={form[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Dialog open onOpenChange={(open) => !open && !add.isPending && onClose()}>
      <DialogContent
        title="Add a maintenance window"
        description="No alert fires in it; what fires already still resolves."
      >
        <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
          {add.isError && <FormError>{describeApiError(add.error).message}</FormError>}
          <Field label="Name" error={errors.name}>
            {(control) => (
              <Input
                {...control}
                value={form.name}
                onChange={(event) => set({ name: event.target.value })}
                autoComplete="off"
                placeholder="Nightly batch"
              />
            )}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            {moment('startsAt', 'From')}
            {moment('endsAt', 'Until')}
          </div>
          <Field label="Repeats">
            {({ id }) => (
              <Select
                id={id}
                value={form.repeats}
                onValueChange={(chosen) => set({ repeats: chosen })}
                options={repeatOptions}
              />
            )}
          </Field>
          <DialogSave label="Add window" pending={add.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** The moment that a field for local times holds; '' where it holds none. */
function toIso(local: string): string {
  const time = Date.parse(local);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}
