'use client';
import { Plus, X } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import { describeQuota, describeSegment } from '../rate-limits/describe-limit.ts';
import type { KeyLimitsErrors, KeyLimitsForm } from './read-key-limits.ts';

const units = [
  { value: 'request', label: 'requests' },
  { value: 'cents', label: 'US cents' },
  { value: 'token', label: 'tokens' },
] as const;
const windows = [
  { value: 'second', label: 'a second' },
  { value: 'minute', label: 'a minute' },
  { value: 'hour', label: 'an hour' },
  { value: 'day', label: 'a day' },
] as const;
const MOST = 10;

interface KeyLimitsFieldsProps {
  form: KeyLimitsForm;
  errors: KeyLimitsErrors;
  onChange: (form: KeyLimitsForm) => void;
}

/** Budget, end and rate limits of a key. */
export function KeyLimitsFields({ form, errors, onChange }: KeyLimitsFieldsProps) {
  const { limits } = form;
  const setLimit = (index: number, part: Partial<(typeof limits)[number]>): void =>
    onChange({ ...form, limits: limits.map((limit, i) => (i === index ? { ...limit, ...part } : limit)) });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Monthly budget"
          hint="USD a calendar month (UTC); then its calls are refused. Empty: no bound."
          error={errors.budget}
        >
          {(control) => (
            <Input
              {...control}
              value={form.budget}
              onChange={(event) => onChange({ ...form, budget: event.target.value })}
              inputMode="decimal"
              autoComplete="off"
              placeholder="50"
              className="tabular-nums"
            />
          )}
        </Field>
        <Field label="Last day" hint="The key ends with it (UTC). Empty: never." error={errors.lastDay}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={form.lastDay}
              onChange={(event) => onChange({ ...form, lastDay: event.target.value })}
            />
          )}
        </Field>
      </div>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 text-sm font-medium">Rate limits of this key</legend>
        {limits.map(({ quota, unit, window, kept }, index) => (
          <div key={index} className="flex items-center gap-2">
            {kept === null ? (
              <>
                <Input
                  aria-label={`At most, limit ${index + 1}`}
                  value={quota}
                  onChange={(event) => setLimit(index, { quota: event.target.value })}
                  inputMode="decimal"
                  autoComplete="off"
                  className="min-w-0 tabular-nums"
                />
                <Select
                  aria-label={`Unit, limit ${index + 1}`}
                  value={unit}
                  onValueChange={(value) => setLimit(index, { unit: value })}
                  options={units}
                  className="w-28 shrink-0"
                />
                <Select
                  aria-label={`Time, limit ${index + 1}`}
                  value={window}
                  onValueChange={(value) => setLimit(index, { window: value })}
                  options={windows}
                  className="w-28 shrink-0"
                />
              </>
            ) : (
              <span className="min-w-0 flex-1 text-muted">
                {describeQuota(kept)}, {describeSegment(kept.segment).toLowerCase()}
              </span>
            )}
            <IconButton
              label={`Remove limit ${index + 1}`}
              icon={<X aria-hidden />}
              onClick={() => onChange({ ...form, limits: limits.filter((_, i) => i !== index) })}
            />
          </div>
        ))}
        {errors.limits !== undefined && (
          <p role="alert" className="text-xs text-danger">
            {errors.limits}
          </p>
        )}
        {limits.length < MOST && (
          <Button
            size="sm"
            className="self-start"
            onClick={() =>
              onChange({
                ...form,
                limits: [...limits, { quota: '60', unit: 'request', window: 'minute', kept: null }],
              })
            }
          >
            <Plus aria-hidden />
            Add limit
          </Button>
        )}
      </fieldset>
    </>
  );
}
