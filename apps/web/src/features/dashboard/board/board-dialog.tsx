'use client';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { createDashboardInputSchema, type Dashboard } from '@heliograph/contracts/dashboards';
import { describeApiError } from '../../../client/api-error.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog, DialogClose, DialogContent, DialogFooter } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { Input } from '../../../components/input.tsx';
import { useBoardChanges } from './use-boards.ts';

interface BoardDialogProps {
  /** The one that is renamed; null for a new one. */
  board: Dashboard | null;
  title: string;
  description?: string;
  /** What a new one begins with. */
  initial?: { name: string; tiles: readonly Tile[] };
  onClose: () => void;
  onKept?: (board: Dashboard) => void;
}

/** Asks what a dashboard is called and who sees it. */
export function BoardDialog({ board, title, description, initial, onClose, onKept }: BoardDialogProps) {
  const { create, update } = useBoardChanges();
  const [name, setName] = useState(board?.name ?? initial?.name ?? '');
  const [shared, setShared] = useState(board?.shared ?? false);
  const [problem, setProblem] = useState<string | undefined>();
  const save = board === null ? create : update;

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const read = createDashboardInputSchema.shape.name.safeParse(name);
    setProblem(read.error?.issues[0]?.message);
    if (!read.success || save.isPending) return;
    const onSuccess = (saved: Dashboard): void => {
      onKept?.(saved);
      toast.success(`${saved.name} is saved`);
      onClose();
    };
    if (board !== null) update.mutate({ id: board.id, name: read.data, shared }, { onSuccess });
    else create.mutate({ name: read.data, shared, tiles: [...(initial?.tiles ?? [])] }, { onSuccess });
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
                placeholder="Support assistant"
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
              Save dashboard
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
