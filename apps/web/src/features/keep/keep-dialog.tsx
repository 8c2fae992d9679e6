'use client';
import { type FormEvent, useState } from 'react';
import type { ZodType } from 'zod';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogClose, DialogContent, DialogFooter } from '../../components/dialog.tsx';
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
          <label className="flex items-start gap-2.5 text-ink">
            <input
              type="checkbox"
              checked={shared}
              onChange={(event) => setShared(event.target.checked)}
              className="mt-0.5 size-4 shrink-0 accent-(--accent-ink)"
            />
            <span>
              Share with the organization
              <span className="block text-xs text-muted">
                Everybody sees it. You, owners and admins can change it.
              </span>
            </span>
          </label>
          <DialogFooter>
            <DialogClose asChild>
              <Button disabled={save.isPending}>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" pending={save.isPending}>
              {saveLabel}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
