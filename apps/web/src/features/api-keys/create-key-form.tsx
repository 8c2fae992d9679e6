'use client';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { createApiKeyInputSchema, type createdApiKeySchema } from '@heliograph/contracts/api-schemas';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';
import { KeyLimitsFields } from './key-limits-fields.tsx';
import { type KeyLimitsErrors, noKeyLimits, readKeyLimits } from './read-key-limits.ts';
import { useCreateKey } from './use-create-key.ts';

export type CreatedKey = z.infer<typeof createdApiKeySchema>;

interface CreateKeyFormProps {
  /** Gets the key itself, which can't be read again; show it with NewKeyReveal. */
  onCreated: (created: CreatedKey) => void;
  /** Told while the server works, so that nobody closes what is around the form and loses the key. */
  onPendingChange?: (pending: boolean) => void;
  /** Told where no key was made. */
  onFailed?: () => void;
  defaultName?: string;
  autoFocus?: boolean;
  /** Also asks what the key may cost and do. */
  withLimits?: boolean;
  /** Before the button that creates: one that cancels, say. */
  actions?: ReactNode;
}

/** Asks for a name and creates an API key. */
export function CreateKeyForm({
  onCreated,
  onPendingChange,
  onFailed,
  defaultName = '',
  autoFocus = false,
  withLimits = false,
  actions,
}: CreateKeyFormProps) {
  const createKey = useCreateKey();
  const [nameError, setNameError] = useState<string>();
  const [form, setForm] = useState(noKeyLimits);
  const [errors, setErrors] = useState<KeyLimitsErrors>({});

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const name = createApiKeyInputSchema.shape.name.safeParse(new FormData(event.currentTarget).get('name'));
    const limits = readKeyLimits(form);
    setNameError(name.error?.issues[0]?.message);
    setErrors('errors' in limits ? limits.errors : {});
    if (!name.success || 'errors' in limits || createKey.isPending) return;
    onPendingChange?.(true);
    createKey.mutate(
      { name: name.data, ...limits.input },
      {
        onSuccess: onCreated,
        ...(onFailed && { onError: onFailed }),
        onSettled: () => onPendingChange?.(false),
      },
    );
  };

  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      {createKey.isError && <FormError>{describeApiError(createKey.error).message}</FormError>}
      <Field label="Name" hint="Where it will be used: an application, an environment." error={nameError}>
        {(control) => (
          <Input
            {...control}
            name="name"
            defaultValue={defaultName}
            autoFocus={autoFocus}
            autoComplete="off"
            placeholder="Production"
          />
        )}
      </Field>
      {withLimits && (
        <details className="rounded-md border border-line px-3 py-2">
          <summary className="cursor-default text-sm font-medium">Budget, end and limits</summary>
          <div className="mt-3 flex flex-col gap-4 pb-1">
            <KeyLimitsFields form={form} errors={errors} onChange={setForm} />
          </div>
        </details>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {actions}
        <Button type="submit" variant="primary" pending={createKey.isPending}>
          Create key
        </Button>
      </div>
    </form>
  );
}
