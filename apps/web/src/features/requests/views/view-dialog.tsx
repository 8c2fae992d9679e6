'use client';
import type { RequestView } from '@heliograph/contracts/request-view';
import { createSavedViewInputSchema, type SavedView } from '@heliograph/contracts/saved-views';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { describeApiError } from '../../../client/api-error.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog, DialogClose, DialogContent, DialogFooter } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { Input } from '../../../components/input.tsx';
import { useViewChanges } from './use-saved-views.ts';

interface ViewDialogProps {
  /** The one whose name and sharing are edited; null for a new one. */
  view: SavedView | null;
  /** What a new one keeps. */
  shown: RequestView;
  onClose: () => void;
  onKept?: (view: SavedView) => void;
}

/** Asks what a view is called and who sees it. */
export function ViewDialog({ view, shown, onClose, onKept }: ViewDialogProps) {
  const { create, update } = useViewChanges();
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const [problem, setProblem] = useState<string | undefined>();
  const save = view === null ? create : update;

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const read = createSavedViewInputSchema.shape.name.safeParse(name);
    setProblem(read.error?.issues[0]?.message);
    if (!read.success || save.isPending) return;
    const onSuccess = (saved: SavedView): void => {
      onKept?.(saved);
      toast.success(`${saved.name} is saved`);
      onClose();
    };
    if (view === null) create.mutate({ name: read.data, shared, view: shown }, { onSuccess });
    else update.mutate({ id: view.id, name: read.data, shared }, { onSuccess });
  };

  return (
    <Dialog open onOpenChange={(open) => !open && !save.isPending && onClose()}>
      <DialogContent
        title={view === null ? 'Keep this view' : 'Name and sharing'}
        description={
          view === null
            ? 'Its filter, time range, order and columns, to come back to or to give to others.'
            : undefined
        }
      >
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
                placeholder="Failures of this week"
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
              Save view
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
