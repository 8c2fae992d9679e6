'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { type ApiKey, createApiKeyInputSchema } from '@heliograph/contracts/api-schemas';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Dialog, DialogContent } from '../../components/dialog.tsx';
import { DialogSave } from '../../components/dialog-save.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';
import { KeyLimitsFields } from './key-limits-fields.tsx';
import { type KeyLimitsErrors, readKeyLimits, toKeyLimitsForm } from './read-key-limits.ts';

/** Changes what a key is called and may do. */
export function EditKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const queryClient = useQueryClient();
  const update = useMutation(
    api.keys.update.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.keys.list.key() }),
    }),
  );
  const [name, setName] = useState(apiKey.name);
  const [form, setForm] = useState(() => toKeyLimitsForm(apiKey));
  const [errors, setErrors] = useState<KeyLimitsErrors & { name?: string | undefined }>({});

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const named = createApiKeyInputSchema.shape.name.safeParse(name);
    const read = readKeyLimits(form);
    setErrors({ ...('errors' in read ? read.errors : {}), name: named.error?.issues[0]?.message });
    if (!named.success || 'errors' in read || update.isPending) return;
    update.mutate(
      { id: apiKey.id, name: named.data, ...read.input },
      {
        onSuccess: () => {
          toast.success(`${named.data} is saved`, { description: 'The proxies keep to it within a second.' });
          onClose();
        },
      },
    );
  };

  return (
    <Dialog open onOpenChange={(open) => !open && !update.isPending && onClose()}>
      <DialogContent title={`Edit ${apiKey.name}`} className="sm:max-w-140">
        <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
          {update.isError && <FormError>{describeApiError(update.error).message}</FormError>}
          <Field label="Name" error={errors.name}>
            {(control) => (
              <Input
                {...control}
                value={name}
                onChange={(event) => setName(event.target.value)}
                autoComplete="off"
              />
            )}
          </Field>
          <KeyLimitsFields form={form} errors={errors} onChange={setForm} />
          <DialogSave label="Save key" pending={update.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
