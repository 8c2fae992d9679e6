'use client';
import { type FormEvent, useState } from 'react';
import { Dialog, DialogContent } from '../../../components/dialog.tsx';
import { DialogSave } from '../../../components/dialog-save.tsx';
import { Field } from '../../../components/field.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { Input } from '../../../components/input.tsx';
import { readProperty, readScore } from '../changes/read-entries.ts';
import { formatCount } from '../format/format-count.ts';
import type { Bulk } from './use-bulk.ts';

interface BulkEntryDialogProps {
  kind: 'property' | 'score';
  /** How many requests get it. */
  count: number;
  bulk: Bulk;
  onClose: () => void;
}

const texts = {
  property: { title: 'Add a property', name: 'Feature', value: 'support', most: 256 },
  score: { title: 'Add a score', name: 'accuracy', value: '0.9, true or false', most: 128 },
} as const;

/** A property or score for every request that is selected. */
export function BulkEntryDialog({ kind, count, bulk, onClose }: BulkEntryDialogProps) {
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [faults, setFaults] = useState<{ name?: string; value?: string }>({});
  const { title, most, ...examples } = texts[kind];
  const requests = count === 1 ? 'one request' : `${formatCount(count)} requests`;
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    const key = name.trim();
    const read = kind === 'property' ? readProperty(value) : readScore(value);
    const next = {
      ...(key === '' && { name: 'Give it a name' }),
      ...(typeof read === 'object' && { value: read.message }),
    };
    setFaults(next);
    if (bulk.pending || key === '' || typeof read === 'object') return;
    if (typeof read === 'number') bulk.run({ kind: 'scores', scores: { [key]: read } });
    else bulk.run({ kind: 'properties', properties: { [key]: read } });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && !bulk.pending && onClose()}>
      <DialogContent
        title={title}
        description={`It is set on ${requests}; where there is one of that name already, it takes its place.`}
      >
        <form noValidate onSubmit={apply} className="grid gap-4">
          <Field label="Name" error={faults.name}>
            {(control) => (
              <Input
                {...control}
                value={name}
                placeholder={examples.name}
                maxLength={most}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label="Value" error={faults.value}>
            {(control) => (
              <Input
                {...control}
                value={value}
                placeholder={examples.value}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setValue(event.target.value)}
              />
            )}
          </Field>
          {bulk.error !== null && <FormError>{bulk.error}</FormError>}
          <DialogSave
            label={
              bulk.pending && bulk.done > 0
                ? `${formatCount(bulk.done)} of ${formatCount(count)}`
                : `Set on ${requests}`
            }
            pending={bulk.pending}
          />
        </form>
      </DialogContent>
    </Dialog>
  );
}
