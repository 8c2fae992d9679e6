'use client';
import { ChevronRight } from 'lucide-react';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import type { FieldsProps } from './rule-editor.tsx';

const noDataOptions = [
  { value: 'resolve', label: 'nothing is wrong' },
  { value: 'keep', label: 'it stays as it was' },
  { value: 'notify', label: 'it fires' },
] as const;

const fields = [
  ['minimumRequests', 'minimumRequests', 'At least requests', 'With fewer in the window it doesn’t fire.'],
  ['forMinutes', 'forMinutes', 'For minutes', 'So long it has to be so before it fires.'],
  ['hysteresis', 'hysteresisPercent', 'Resolves below, %', 'So far back behind the threshold it is over.'],
  ['cooldownMinutes', 'cooldownMinutes', 'Rests minutes', 'After it resolved it doesn’t fire for so long.'],
  [
    'renotifyMinutes',
    'renotifyMinutes',
    'Tells again, minutes',
    'While it fires and nobody has acknowledged it. Empty: never.',
  ],
] as const;

/** How patient the rule is; open where something in it is wrong. */
export function PatienceFields({ form, errors, set }: FieldsProps) {
  const isWrong = fields.some(([, error]) => errors[error] !== undefined);
  return (
    <details className="group rounded-md border border-line" {...(isWrong && { open: true })}>
      <summary className="flex cursor-pointer list-none items-center gap-1.5 px-3 py-2 text-sm font-medium">
        <ChevronRight aria-hidden className="size-4 text-muted transition-transform group-open:rotate-90" />
        Patience
        <span className="font-normal text-muted">minimum of requests, duration, hysteresis, repeats</span>
      </summary>
      <div className="grid gap-4 px-3 pt-1 pb-3 sm:grid-cols-2">
        {fields.map(([name, error, label, hint]) => (
          <Field key={name} label={label} hint={hint} error={errors[error]}>
            {(control) => (
              <Input
                {...control}
                value={form[name]}
                onChange={(event) => set({ [name]: event.target.value })}
                inputMode="numeric"
                autoComplete="off"
                className="tabular-nums"
              />
            )}
          </Field>
        ))}
        <Field label="Without a value" hint="As of the latency of no requests.">
          {({ id }) => (
            <Select
              id={id}
              value={form.noData}
              onValueChange={(noData) => set({ noData })}
              options={noDataOptions}
            />
          )}
        </Field>
      </div>
    </details>
  );
}
