'use client';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import type { RateLimitRule } from '@heliograph/contracts/rate-limits';
import { describeApiError } from '../../client/api-error.ts';
import { Dialog, DialogContent } from '../../components/dialog.tsx';
import { DialogSave } from '../../components/dialog-save.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import { describeQuota, describeSegment } from './describe-limit.ts';
import { readRuleForm, type RuleErrors, type RuleForm, toRuleForm } from './read-rule-form.ts';
import { useRateLimitChanges } from './use-rate-limits.ts';

const unitOptions = [
  { value: 'request', label: 'requests' },
  { value: 'cents', label: 'US cents' },
  { value: 'token', label: 'tokens' },
] as const;
const windowOptions = [
  { value: 'second', label: 'seconds' },
  { value: 'minute', label: 'minutes' },
  { value: 'hour', label: 'hours' },
  { value: 'day', label: 'days' },
] as const;
const segmentOptions = [
  { value: 'global', label: 'All requests together' },
  { value: 'user', label: 'Each user by itself' },
  { value: 'key', label: 'Each API key by itself' },
  { value: 'property', label: 'Each value of a property' },
] as const;

const emptyForm: RuleForm = {
  name: '',
  quota: '100',
  unit: 'request',
  window: '1',
  windowUnit: 'hour',
  by: 'global',
  byProperty: '',
  model: '',
  propertyName: '',
  propertyValue: '',
};

/** Asks for a rule and keeps it; `rule` is the one that is edited. */
export function RuleDialog({ rule, onClose }: { rule: RateLimitRule | null; onClose: () => void }) {
  const { create, update } = useRateLimitChanges();
  const [form, setForm] = useState<RuleForm>(rule === null ? emptyForm : toRuleForm(rule));
  const [errors, setErrors] = useState<RuleErrors>({});
  const save = rule === null ? create : update;
  const set = (part: Partial<RuleForm>): void => {
    setForm((before) => ({ ...before, ...part }));
    // What is being corrected is judged again when it is saved.
    setErrors({});
  };
  const read = readRuleForm(form);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setErrors('errors' in read ? read.errors : {});
    if ('errors' in read || save.isPending) return;
    const onSuccess = (): void => {
      toast.success(`The rule ${read.input.name} is saved`, {
        description: 'The proxies keep to it within a second.',
      });
      onClose();
    };
    if (rule === null) create.mutate(read.input, { onSuccess });
    else update.mutate({ ...read.input, id: rule.id, enabled: rule.enabled }, { onSuccess });
  };

  return (
    <Dialog open onOpenChange={(open) => !open && !save.isPending && onClose()}>
      <DialogContent
        title={rule === null ? 'Add a rule' : `Edit ${rule.name}`}
        description="Requests beyond it are answered with 429 and never reach the provider."
        className="sm:max-w-140"
      >
        <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
          {save.isError && <FormError>{describeApiError(save.error).message}</FormError>}
          <Field label="Name" hint="Named in the answer to whoever is limited." error={errors.name}>
            {(control) => (
              <Input
                {...control}
                value={form.name}
                onChange={(event) => set({ name: event.target.value })}
                autoFocus={rule === null}
                autoComplete="off"
                placeholder="Fair use"
              />
            )}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="At most" error={errors.quota}>
              {(control) => (
                <div className="flex gap-2">
                  <Input
                    {...control}
                    value={form.quota}
                    onChange={(event) => set({ quota: event.target.value })}
                    inputMode="decimal"
                    autoComplete="off"
                    className="min-w-0 tabular-nums"
                  />
                  <Select
                    aria-label="Unit"
                    value={form.unit}
                    onValueChange={(unit) => set({ unit })}
                    options={unitOptions}
                    className="w-32 shrink-0"
                  />
                </div>
              )}
            </Field>
            <Field label="In any" error={errors.windowSeconds}>
              {(control) => (
                <div className="flex gap-2">
                  <Input
                    {...control}
                    value={form.window}
                    onChange={(event) => set({ window: event.target.value })}
                    inputMode="numeric"
                    autoComplete="off"
                    className="min-w-0 tabular-nums"
                  />
                  <Select
                    aria-label="Length"
                    value={form.windowUnit}
                    onValueChange={(windowUnit) => set({ windowUnit })}
                    options={windowOptions}
                    className="w-32 shrink-0"
                  />
                </div>
              )}
            </Field>
          </div>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Counted for" hint="Requests that name no user or property share one count.">
              {({ id }) => (
                <Select
                  id={id}
                  value={form.by}
                  onValueChange={(by) => set({ by })}
                  options={segmentOptions}
                />
              )}
            </Field>
            {form.by === 'property' && (
              <Field label="Property" hint="As in the header Helicone-Property-…" error={errors.segment}>
                {(control) => (
                  <Input
                    {...control}
                    value={form.byProperty}
                    onChange={(event) => set({ byProperty: event.target.value })}
                    autoComplete="off"
                    placeholder="Team"
                  />
                )}
              </Field>
            )}
          </div>
          <fieldset className="grid gap-4 rounded-md border border-line px-3 pt-2 pb-3 sm:grid-cols-3">
            <legend className="px-1 text-sm font-medium">Only for</legend>
            <Field label="Model" hint="Empty: all. A * at the end: all that begin so." error={errors.model}>
              {(control) => (
                <Input
                  {...control}
                  value={form.model}
                  onChange={(event) => set({ model: event.target.value })}
                  autoComplete="off"
                  spellCheck={false}
                  placeholder="gpt-4o*"
                />
              )}
            </Field>
            <Field label="Property" hint="Empty: all." error={errors.property}>
              {(control) => (
                <Input
                  {...control}
                  value={form.propertyName}
                  onChange={(event) => set({ propertyName: event.target.value })}
                  autoComplete="off"
                  placeholder="Environment"
                />
              )}
            </Field>
            <Field label="Value" hint="Exactly this one.">
              {(control) => (
                <Input
                  {...control}
                  value={form.propertyValue}
                  onChange={(event) => set({ propertyValue: event.target.value })}
                  autoComplete="off"
                  placeholder="production"
                />
              )}
            </Field>
          </fieldset>
          {'input' in read && (
            <p className="rounded-md bg-sunken px-3 py-2 text-xs text-muted" role="status">
              {describeSegment(read.input.segment)}: at most {describeQuota(read.input)}
              {read.input.model !== null && `, of ${read.input.model}`}
              {read.input.property !== null &&
                `, where ${read.input.property.name} is ${read.input.property.value}`}
              . {form.unit !== 'request' && 'What a call may use is held until it is known what it used.'}
            </p>
          )}
          <DialogSave label="Save rule" pending={save.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
