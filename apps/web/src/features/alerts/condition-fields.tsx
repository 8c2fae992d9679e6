'use client';
import { isAdditive, unitOf } from '@heliograph/contracts/alert-metrics';
import { durationText } from '@heliograph/alerting/describe';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import type { AlertForm, ConditionChoice } from './alert-form.ts';
import type { FieldsProps } from './rule-editor.tsx';

const conditionOptions: readonly { value: ConditionChoice; label: string }[] = [
  { value: 'above', label: 'is above' },
  { value: 'below', label: 'is below' },
  { value: 'rises', label: 'rises by more than' },
  { value: 'falls', label: 'falls by more than' },
  { value: 'anomaly', label: 'is unusual for the time of day' },
  { value: 'spent', label: 'has used the month’s budget' },
  { value: 'forecast', label: 'will exceed the month’s budget' },
  { value: 'no_data', label: 'No requests come' },
];
const againstOptions = [
  { value: 'previous_period', label: 'the period before' },
  { value: 'same_time_last_week', label: 'the same time last week' },
] as const;
const sideOptions = [
  { value: 'both', label: 'high or low' },
  { value: 'above', label: 'high' },
  { value: 'below', label: 'low' },
] as const;
const usualMinutes = [1, 5, 10, 15, 30, 60, 180, 360, 720, 1_440, 4_320, 10_080, 43_200];
const calendarOptions = [
  { value: 'today', label: 'today' },
  { value: 'month', label: 'this month' },
] as const;

const units = {
  ...{ usd: 'US$', share: '%', ms: 'ms', tokens: 'tokens', count: '', per_minute: 'a minute' },
  tokens_per_second: 'tokens/s',
} as const;

/** When the rule fires: beyond what, in which time. */
export function ConditionFields({ form, errors, set }: FieldsProps) {
  const isBudget = form.condition === 'spent' || form.condition === 'forecast';
  const isChange = form.condition === 'rises' || form.condition === 'falls';
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label="Fires when it"
        className={isChange || form.condition === 'anomaly' ? 'sm:col-span-2' : ''}
      >
        {({ id }) => (
          <div className="flex flex-wrap gap-2 sm:flex-nowrap">
            <Select
              id={id}
              value={form.condition}
              onValueChange={(condition) => set({ condition })}
              options={conditionOptions}
            />
            {form.condition === 'anomaly' && (
              <Select
                aria-label="Unusually"
                value={form.side}
                onValueChange={(side) => set({ side })}
                options={sideOptions}
                className="w-36 shrink-0"
              />
            )}
            {isChange && (
              <Select
                aria-label="Compared with"
                value={form.against}
                onValueChange={(against) => set({ against })}
                options={againstOptions}
              />
            )}
          </div>
        )}
      </Field>
      {form.condition !== 'no_data' && (
        <Field label={valueLabel(form)} error={errors.condition} {...hintOf(form)}>
          {(control) => (
            <div className="flex items-center gap-2">
              <Input
                {...control}
                value={form.value}
                onChange={(event) => set({ value: event.target.value })}
                inputMode="decimal"
                autoComplete="off"
                className="tabular-nums"
              />
              <span className="shrink-0 text-muted">{unitLabel(form)}</span>
            </div>
          )}
        </Field>
      )}
      {!isBudget && (
        <Field label={form.condition === 'no_data' ? 'For' : 'Measured over'} error={errors.window}>
          {({ id }) => (
            <Select
              id={id}
              value={form.window}
              onValueChange={(window) => set({ window })}
              options={windowOptions(form)}
            />
          )}
        </Field>
      )}
      {(isBudget || form.window === 'today' || form.window === 'month') && (
        <Field label="Time zone" hint="Where days and months begin." error={errors.timezone}>
          {(control) => (
            <Input
              {...control}
              value={form.timezone}
              onChange={(event) => set({ timezone: event.target.value })}
              autoComplete="off"
              placeholder="Europe/Berlin"
            />
          )}
        </Field>
      )}
    </div>
  );
}

function windowOptions(form: AlertForm): { value: string; label: string }[] {
  const chosen = Number(form.window);
  const minutes = [...new Set([...usualMinutes, ...(Number.isInteger(chosen) ? [chosen] : [])])].sort(
    (one, other) => one - other,
  );
  const isPlain = form.condition === 'above' || form.condition === 'below';
  return [
    ...minutes.map((value) => ({ value: String(value), label: `the last ${durationText(value)}` })),
    ...(isPlain && isAdditive(form) ? calendarOptions : []),
  ];
}

function valueLabel({ condition }: AlertForm): string {
  if (condition === 'anomaly') return 'Deviations from the usual';
  return condition === 'spent' || condition === 'forecast' ? 'Budget' : 'Threshold';
}

function hintOf({ condition }: AlertForm): { hint?: string } {
  if (condition === 'anomaly')
    return { hint: 'Robust standard deviations from the same time on the 14 days before; 5 is rare.' };
  if (condition === 'forecast')
    return { hint: 'What is spent, and the pace of the last seven days until the month ends.' };
  return {};
}

function unitLabel(form: AlertForm): string {
  if (form.condition === 'rises' || form.condition === 'falls') return '%';
  if (form.condition === 'anomaly') return '';
  return units[unitOf(form)];
}
