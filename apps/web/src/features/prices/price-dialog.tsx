'use client';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useDeferredValue, useState } from 'react';
import { toast } from 'sonner';
import type { CustomPrice } from '@heliograph/contracts/price-book';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Dialog, DialogContent } from '../../components/dialog.tsx';
import { DialogSave } from '../../components/dialog-save.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';
import { mainFields, otherFields } from './price-kinds.ts';
import { type FormErrors, readPriceForm } from './read-price-form.ts';
import { useAddPrice } from './use-prices.ts';

/** What the form begins with. */
export interface PriceDraft {
  /** The price that is edited. */
  replaces?: CustomPrice;
  provider: string;
  model: string;
}

/** Asks for a price and puts it into the book. */
export function PriceDialog({
  draft,
  onClose,
  onSaved,
}: {
  draft: PriceDraft;
  onClose: () => void;
  onSaved: (target: { provider: string | null; model: string }) => void;
}) {
  const addPrice = useAddPrice();
  const { replaces } = draft;
  const [errors, setErrors] = useState<FormErrors>({});
  const [provider, setProvider] = useState(draft.provider);
  const [model, setModel] = useState(draft.model);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const read = readPriceForm(new FormData(event.currentTarget), replaces?.id);
    setErrors('errors' in read ? read.errors : {});
    if ('errors' in read || addPrice.isPending) return;
    const { input } = read;
    addPrice.mutate(input, {
      onSuccess: () => {
        toast.success(`The price of ${input.model} is saved`, {
          description: 'New requests are priced by it within a second or two.',
        });
        onSaved({ provider: input.provider ?? null, model: input.model });
      },
    });
  };

  return (
    <Dialog open onOpenChange={(open) => !open && !addPrice.isPending && onClose()}>
      <DialogContent
        title={replaces === undefined ? 'Add a price' : `Edit the price of ${replaces.model}`}
        description="It comes before the price table and what the provider reports."
        className="sm:max-w-140"
      >
        <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
          {addPrice.isError && <FormError>{describeApiError(addPrice.error).message}</FormError>}
          <div className="grid gap-4 sm:grid-cols-[2fr_1fr]">
            <Field
              label="Model"
              hint="As requests name it; with * at the end, all that begin so."
              error={errors.model}
            >
              {(control) => (
                <Input
                  {...control}
                  name="model"
                  value={model}
                  onChange={(event) => setModel(event.target.value)}
                  autoFocus={draft.model === ''}
                  autoComplete="off"
                  spellCheck={false}
                  placeholder="my-deployment"
                />
              )}
            </Field>
            <Field label="Provider" hint="Empty: any." error={errors.provider}>
              {(control) => (
                <Input
                  {...control}
                  name="provider"
                  value={provider}
                  onChange={(event) => setProvider(event.target.value)}
                  autoComplete="off"
                  spellCheck={false}
                  placeholder="azure"
                />
              )}
            </Field>
          </div>
          <TablePriceHint provider={provider} model={model} />
          <PriceInputs fields={mainFields} errors={errors} replaces={replaces} />
          <details className="rounded-md border border-line px-3 py-2" open={hasOthers(replaces, errors)}>
            <summary className="cursor-default text-sm font-medium">More prices</summary>
            <p className="mt-1 mb-3 text-xs text-muted">
              What is left empty follows from input and output: cached tokens cost as much as input, reasoning
              as much as output.
            </p>
            <PriceInputs fields={otherFields} errors={errors} replaces={replaces} />
          </details>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="From" hint="First day (UTC). Empty: since ever." error={errors.effectiveFrom}>
              {(control) => (
                <Input
                  {...control}
                  type="date"
                  name="effectiveFrom"
                  defaultValue={replaces?.effectiveFrom?.slice(0, 10) ?? ''}
                />
              )}
            </Field>
            <Field label="Until" hint="Last day (UTC). Empty: open." error={errors.effectiveTo}>
              {(control) => (
                <Input
                  {...control}
                  type="date"
                  name="effectiveTo"
                  defaultValue={lastDay(replaces?.effectiveTo ?? null)}
                />
              )}
            </Field>
          </div>
          <Field label="Note" hint="Where the price is from, say." error={errors.note}>
            {(control) => (
              <Input {...control} name="note" defaultValue={replaces?.note ?? ''} autoComplete="off" />
            )}
          </Field>
          <DialogSave label="Save price" pending={addPrice.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}

function PriceInputs({
  fields,
  errors,
  replaces,
}: {
  fields: typeof mainFields;
  errors: FormErrors;
  replaces: CustomPrice | undefined;
}) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {fields.map(({ kind, label, unit }) => (
        <Field key={kind} label={label} hint={unit} error={errors[kind]}>
          {(control) => (
            <Input
              {...control}
              name={kind}
              defaultValue={replaces?.prices[kind] ?? ''}
              inputMode="decimal"
              autoComplete="off"
              className="tabular-nums"
            />
          )}
        </Field>
      ))}
    </div>
  );
}

/** What the table says of the model, so that nobody overrides a price unaware. */
function TablePriceHint({ provider, model }: { provider: string; model: string }): ReactNode {
  const asked = useDeferredValue({ provider: provider.trim().toLowerCase(), model: model.trim() });
  const enabled = asked.provider !== '' && asked.model !== '' && !asked.model.endsWith('*');
  const table = useQuery(api.prices.lookUp.queryOptions({ input: asked, enabled, staleTime: 60_000 }));
  if (!enabled || table.data === undefined) return null;
  const { price } = table.data;
  return (
    <p className="rounded-md bg-sunken px-3 py-2 text-xs text-muted" role="status">
      {price === null
        ? 'The price table has no price for this model.'
        : `The price table says: input $${price.prices.input ?? '—'}, output $${price.prices.output ?? '—'} per million tokens.`}
    </p>
  );
}

function hasOthers(price: CustomPrice | undefined, errors: FormErrors): boolean | undefined {
  const any = otherFields.some(({ kind }) => price?.prices[kind] !== undefined || errors[kind] !== undefined);
  return any || undefined;
}

/** The day before the one on which a price ends. */
function lastDay(effectiveTo: string | null): string {
  return effectiveTo === null ? '' : new Date(Date.parse(effectiveTo) - 1).toISOString().slice(0, 10);
}
