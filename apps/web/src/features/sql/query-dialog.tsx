'use client';
import { createSavedQueryInputSchema, type SavedQuery, type SqlChart } from '@heliograph/contracts/sql';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogClose, DialogContent, DialogFooter } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';
import { useQueryChanges } from './use-saved-queries.ts';

interface QueryDialogProps {
  /** The one whose name and sharing are edited, or what a new one keeps. */
  query: SavedQuery | { sql: string; chart: SqlChart | null };
  onClose: () => void;
  onKept?: (query: SavedQuery) => void;
}

/** Asks what a statement is called and who sees it. */
export function QueryDialog({ query, onClose, onKept }: QueryDialogProps) {
  const known = 'id' in query ? query : null;
  const { create, update } = useQueryChanges();
  const [name, setName] = useState(known?.name ?? '');
  const [shared, setShared] = useState(known?.shared ?? false);
  const [problem, setProblem] = useState<string | undefined>();
  const save = known === null ? create : update;

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const read = createSavedQueryInputSchema.shape.name.safeParse(name);
    setProblem(read.error?.issues[0]?.message);
    if (!read.success || save.isPending) return;
    const onSuccess = (saved: SavedQuery): void => {
      onKept?.(saved);
      toast.success(`${saved.name} is saved`);
      onClose();
    };
    if (known === null) {
      create.mutate({ name: read.data, shared, sql: query.sql, chart: query.chart }, { onSuccess });
    } else update.mutate({ id: known.id, name: read.data, shared }, { onSuccess });
  };

  return (
    <Dialog open onOpenChange={(open) => !open && !save.isPending && onClose()}>
      <DialogContent
        title={known === null ? 'Keep this query' : 'Name and sharing'}
        description={
          known === null ? 'The statement and its chart, to run again or to give to others.' : undefined
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
                placeholder="Cost by team this month"
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
              Save query
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
