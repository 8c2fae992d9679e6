'use client';
import { ArrowLeft, ListFilter } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Request } from '@heliograph/contracts/request';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '../../../components/popover.tsx';
import { proposePropertyNames, proposePropertyValues, proposeValues } from './filter-values.ts';
import { type FilterEntry, type TextField, fieldLabels, statusClasses } from './request-filters.ts';
import { ValueInput } from './value-input.tsx';

type Field = FilterEntry['field'];
const fields: Field[] = [
  'model',
  'status',
  'userId',
  'sessionId',
  'name',
  'property',
  'provider',
  'providerKeyFingerprint',
];

const statusMeanings = {
  '2xx': 'Answered',
  '4xx': 'Refused',
  '5xx': 'Failed',
  cancelled: 'Caller left',
} as const;

const choiceStyles =
  'flex h-8 w-full items-center justify-between rounded-md px-2 text-left text-sm text-ink hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:h-10';

interface AddFilterMenuProps {
  /** Rows at hand, for proposals. */
  rows: readonly Request[];
  onAdd: (entry: FilterEntry) => void;
}

/** First which field, then which value. */
export function AddFilterMenu({ rows, onAdd }: AddFilterMenuProps) {
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<Field | null>(null);
  const add = (entry: FilterEntry): void => {
    onAdd(entry);
    setOpen(false);
  };
  const toggle = (next: boolean): void => {
    setOpen(next);
    if (next) setField(null);
  };
  return (
    <Popover open={open} onOpenChange={toggle}>
      <PopoverTrigger asChild>
        <Button>
          <ListFilter aria-hidden />
          Add filter
        </Button>
      </PopoverTrigger>
      <PopoverContent
        className={field === null || field === 'status' ? 'w-48 p-1' : ''}
        aria-label="Add filter"
      >
        {field !== null && (
          <div className="mb-1 flex items-center gap-1 text-xs font-medium text-muted">
            <IconButton
              label="Back to fields"
              hideTooltip
              icon={<ArrowLeft aria-hidden />}
              onClick={() => setField(null)}
            />
            {fieldLabels[field]}
          </div>
        )}
        {field === null &&
          fields.map((choice) => (
            <button key={choice} type="button" className={choiceStyles} onClick={() => setField(choice)}>
              {fieldLabels[choice]}
            </button>
          ))}
        {field === 'status' &&
          statusClasses.map((value) => (
            <button key={value} type="button" className={choiceStyles} onClick={() => add({ field, value })}>
              <span className="tabular-nums">{value === 'cancelled' ? 'Cancelled' : value}</span>
              <span className="text-xs text-muted">{statusMeanings[value]}</span>
            </button>
          ))}
        {field === 'property' && <PropertyForm rows={rows} onAdd={add} />}
        {field !== null && field !== 'status' && field !== 'property' && (
          <TextForm key={field} field={field} rows={rows} onAdd={add} />
        )}
      </PopoverContent>
    </Popover>
  );
}

function TextForm({ field, rows, onAdd }: AddFilterMenuProps & { field: TextField }) {
  const [value, setValue] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (value.trim() !== '') onAdd({ field, value: value.trim() });
  };
  return (
    <form onSubmit={submit} className="grid gap-2">
      <ValueInput
        label={`${fieldLabels[field]} is`}
        value={value}
        onChange={setValue}
        proposals={proposeValues(rows, field, value)}
        onPick={(picked) => onAdd({ field, value: picked })}
        autoFocus
      />
      <Button type="submit" variant="primary" disabled={value.trim() === ''}>
        Apply
      </Button>
    </form>
  );
}

function PropertyForm({ rows, onAdd }: AddFilterMenuProps) {
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [named, setNamed] = useState(false);
  const add = (picked: string): void => onAdd({ field: 'property', name: name.trim(), value: picked });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '' && value !== '') add(value);
  };
  const pickName = (picked: string): void => {
    setName(picked);
    setNamed(true);
  };
  return (
    <form onSubmit={submit} className="grid gap-2">
      <ValueInput
        label="Property name"
        value={name}
        onChange={(typed) => {
          setName(typed);
          setNamed(false);
        }}
        proposals={named ? [] : proposePropertyNames(rows, name)}
        onPick={pickName}
        autoFocus
      />
      <ValueInput
        label="Value is"
        value={value}
        onChange={setValue}
        proposals={name.trim() === '' ? [] : proposePropertyValues(rows, name.trim(), value)}
        onPick={add}
      />
      <Button type="submit" variant="primary" disabled={name.trim() === '' || value === ''}>
        Apply
      </Button>
    </form>
  );
}
