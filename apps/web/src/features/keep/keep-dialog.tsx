'use client';
import { type FormEvent, useState } from 'react';
import type { ZodType } from 'zod';
import { describeApiError } from '../../client/api-error.ts';
import { CheckField } from '../../components/check-field.tsx';
import { Dialog, DialogContent } from '../../components/dialog.tsx';
import { DialogSave } from '../../components/dialog-save.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';

interface KeepDialogProps {
  title: string;
  description?: string | undefined;
  /** What it is called and who sees it, as long as nobody has changed it. */
  initial: { name: string; shared: boolean };
  /** Reads the name; its first complaint is shown beside it. */
  nameSchema: ZodType<string>;
  placeholder: string;
  saveLabel: string;
  save: { isPending: boolean; isError: boolean; error: unknown };
  onSave: (kept: { name: string; shared: boolean }) => void;
  onClose: () => void;
}

/** Asks what something that is kept is called, and who sees it: a view, a query, a dashboard. */
export function KeepDialog(props: KeepDialogProps) {
  const { title, description, initial, nameSchema, placeholder, saveLabel, save, onSave, onClose } = props;
  const [name, setName] = useState(initial.name);
  const [shared, setShared] = useState(initial.shared);
  const [problem, setProblem] = useState<string | undefined>();

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const read = nameSchema.safeParse(name);
    setProblem(read.error?.issues[0]?.message);
    if (read.success && !save.isPending) onSave({ name: read.data, shared });
  };

  return (
    <Dialog open onOpenChange={(open) => !open && !save.isPending && onClose()}>
      <DialogContent title={title} description={description}>
        <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
          {save.isError && <FormError>{describeApiError(save.error).message}</FormError>}
          <Field label="Name" error={problem}>
            {(control) => (
              <Input
                {...control}
                value={name}
                onChange={(event) => {
                  setName(event.target.value);
                  setProblem(undefined);
                }}
                autoFocus
                autoComplete="off"
                placeholder={placeholder}
              />
            )}
          </Field>
          <CheckField
            checked={shared}
            onChange={setShared}
            hint="Everybody sees it. You, owners and admins can change it."
          >
            Share with the organization
          </CheckField>
          <DialogSave label={saveLabel} pending={save.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
