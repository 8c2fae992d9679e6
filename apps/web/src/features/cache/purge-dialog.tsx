'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import type { CachedRequest, PurgeCacheInput } from '@heliograph/contracts/cache';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Dialog, DialogClose, DialogContent, DialogFooter } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import { formatCount } from '../requests/format/format-count.ts';
import { nameOf } from './top-requests.tsx';

const kinds = [
  { value: 'all', label: 'All answers' },
  { value: 'model', label: 'Of one model' },
  { value: 'seed', label: 'Of one seed' },
] as const;
type Kind = (typeof kinds)[number]['value'];

/** What is about to be purged, in words and for the API. */
interface Target {
  title: string;
  query: PurgeCacheInput;
}

/** Asks which answers shall go. */
export function PurgeDialog({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<Kind>('all');
  const [error, setError] = useState<string>();
  const [target, setTarget] = useState<Target | null>(null);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const value = String(new FormData(event.currentTarget).get('value') ?? '').trim();
    if (kind === 'all') return setTarget({ title: 'Purge the whole cache?', query: { all: true } });
    if (kind === 'model' && value === '') return setError('Enter the name of a model');
    if (kind === 'model')
      return setTarget({ title: `Purge the answers of ${value}?`, query: { model: value } });
    const seed = value === '' ? 'without a seed' : `with the seed ${value}`;
    return setTarget({ title: `Purge the answers ${seed}?`, query: { seed: value } });
  };

  if (target !== null) return <ConfirmPurge {...target} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Purge the cache"
        description="The next request for what is purged goes to its provider again."
      >
        <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
          <Field label="What">
            {(control) => (
              <Select
                {...control}
                value={kind}
                options={kinds}
                onValueChange={(chosen) => {
                  setKind(chosen);
                  setError(undefined);
                }}
              />
            )}
          </Field>
          {kind !== 'all' && (
            <Field
              key={kind}
              label={kind === 'model' ? 'Model' : 'Seed'}
              hint={
                kind === 'model'
                  ? 'As requests ask for it'
                  : 'The value of Helicone-Cache-Seed; empty for requests without one'
              }
              error={error}
            >
              {(control) => <Input {...control} name="value" autoComplete="off" spellCheck={false} />}
            </Field>
          )}
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="danger">
              Continue
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** Asks whether the answers to one request shall go. */
export function PurgeRequestDialog({ request, onClose }: { request: CachedRequest; onClose: () => void }) {
  return (
    <ConfirmPurge
      title={`Purge the answers to “${nameOf(request)}”?`}
      query={{ key: request.key }}
      onClose={onClose}
    />
  );
}

function ConfirmPurge({ title, query, onClose }: Target & { onClose: () => void }) {
  const queryClient = useQueryClient();
  const purge = useMutation(
    api.cache.purge.mutationOptions({
      onSuccess: async ({ removed }) => {
        toast.success(
          removed === 0
            ? 'There was nothing to purge'
            : `${formatCount(removed)} ${removed === 1 ? 'answer' : 'answers'} purged`,
        );
        onClose();
        await queryClient.invalidateQueries({ queryKey: api.cache.key() });
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && !purge.isPending && onClose()}
      title={title}
      description="This can’t be undone. Nothing is lost but the answers: the next such requests go to their providers again, and cost what they cost."
      confirmLabel="Purge"
      onConfirm={() => purge.mutate({ query })}
      pending={purge.isPending}
      error={purge.isError ? describeApiError(purge.error).message : null}
    />
  );
}
