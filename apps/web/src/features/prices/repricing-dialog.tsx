'use client';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogClose, DialogContent, DialogFooter } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';
import { useStartRepricing } from './use-prices.ts';

/** Which requests a recalculation is meant for, as far as that is known. */
export interface RepricingDraft {
  provider: string;
  model: string;
}

const DAY_MS = 86_400_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** Asks for which requests costs shall be recalculated, and orders it. */
export function RepricingDialog({ draft, onClose }: { draft: RepricingDraft; onClose: () => void }) {
  const start = useStartRepricing();
  const [today] = useState(() => Date.now());
  const [rangeError, setRangeError] = useState<string>();

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const from = Date.parse(`${text('from')}T00:00:00Z`);
    const to = Date.parse(`${text('to')}T00:00:00Z`) + DAY_MS;
    const isRange = from < to;
    setRangeError(isRange ? undefined : 'Choose a first and a last day, in this order');
    if (!isRange || start.isPending) return;
    start.mutate(
      {
        timeRange: { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
        provider: text('provider') === '' ? null : text('provider').toLowerCase(),
        model: text('model') === '' ? null : text('model'),
      },
      {
        onSuccess: () => {
          toast.success('Costs are being recalculated', { description: 'The page shows how far it is.' });
          onClose();
        },
      },
    );
  };

  return (
    <Dialog open onOpenChange={(open) => !open && !start.isPending && onClose()}>
      <DialogContent
        title="Recalculate costs"
        description="Requests get the cost that they have by today’s prices, each by the price in force at its time. Those sent with prices of their own keep theirs."
      >
        <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
          {start.isError && <FormError>{describeApiError(start.error).message}</FormError>}
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="From" hint="First day (UTC)" error={rangeError}>
              {(control) => (
                <Input {...control} type="date" name="from" defaultValue={dayOf(today - 30 * DAY_MS)} />
              )}
            </Field>
            <Field label="Until" hint="Last day (UTC)">
              {(control) => <Input {...control} type="date" name="to" defaultValue={dayOf(today)} />}
            </Field>
            <Field label="Model" hint="Empty: every model. With * at the end, all that begin so.">
              {(control) => (
                <Input
                  {...control}
                  name="model"
                  defaultValue={draft.model}
                  autoComplete="off"
                  spellCheck={false}
                />
              )}
            </Field>
            <Field label="Provider" hint="Empty: any.">
              {(control) => (
                <Input
                  {...control}
                  name="provider"
                  defaultValue={draft.provider}
                  autoComplete="off"
                  spellCheck={false}
                />
              )}
            </Field>
          </div>
          <DialogFooter>
            <DialogClose asChild>
              <Button disabled={start.isPending}>Not now</Button>
            </DialogClose>
            <Button type="submit" variant="primary" pending={start.isPending}>
              Recalculate
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
