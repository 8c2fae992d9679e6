'use client';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import type { AlertRule } from '@heliograph/contracts/alerts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Sheet, SheetContent } from '../../components/sheet.tsx';
import {
  type AlertErrors,
  type AlertForm,
  emptyForm,
  readAlertForm,
  toAlertForm,
  withPart,
} from './alert-form.ts';
import { ChannelChoice } from './channel-choice.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { PatienceFields } from './patience-fields.tsx';
import { formOfPreset, presets } from './presets.ts';
import { RulePreview } from './rule-preview.tsx';
import { WhatFields } from './what-fields.tsx';
import { useAlertChanges } from './use-alerts.ts';

/** What every group of fields gets. */
export interface FieldsProps {
  form: AlertForm;
  errors: AlertErrors;
  set: (part: Partial<AlertForm>) => void;
}

interface RuleEditorProps {
  /** The one that is edited; null for a new one, which begins with `start`. */
  rule: AlertRule | null;
  start: AlertForm | null;
  onClose: () => void;
}

/** Asks for a rule, shows what it would have said, and keeps it. */
export function RuleEditor({ rule, start, onClose }: RuleEditorProps) {
  const { create, replace } = useAlertChanges();
  const [form, setForm] = useState<AlertForm>(rule === null ? (start ?? emptyForm()) : toAlertForm(rule));
  const [errors, setErrors] = useState<AlertErrors>({});
  const save = rule === null ? create : replace;
  const set = (part: Partial<AlertForm>): void => {
    setForm((before) => withPart(before, part));
    // What is being corrected is judged again when it is saved.
    setErrors({});
  };
  const read = readAlertForm(form);
  // What it would have said doesn't wait for its name.
  const named = readAlertForm({ ...form, name: 'Preview' });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setErrors('errors' in read ? read.errors : {});
    if ('errors' in read || save.isPending) return;
    const onSuccess = (): void => {
      toast.success(`The alert ${form.name.trim()} is saved`, {
        description: 'It is evaluated within seconds.',
      });
      onClose();
    };
    if (rule === null) create.mutate(read.input, { onSuccess });
    else replace.mutate({ ...read.input, id: rule.id, enabled: rule.enabled }, { onSuccess });
  };
  return (
    <Sheet open onOpenChange={(open) => !open && !save.isPending && onClose()}>
      <SheetContent title={rule === null ? 'New alert' : `Edit ${rule.name}`} className="max-w-176">
        <form method="post" noValidate onSubmit={submit} className="flex min-h-full flex-col">
          <div className="flex grow flex-col gap-5 px-4 py-4 md:px-5">
            {save.isError && <FormError>{describeApiError(save.error).message}</FormError>}
            {rule === null && (
              <div className="flex flex-wrap gap-1.5" role="group" aria-label="Begin with">
                {presets.map((preset) => (
                  <Button key={preset.name} size="sm" onClick={() => set(formOfPreset(preset))}>
                    {preset.name}
                  </Button>
                ))}
              </div>
            )}
            <WhatFields form={form} errors={errors} set={set} />
            <ConditionFields form={form} errors={errors} set={set} />
            <RulePreview input={'input' in named ? named.input : null} />
            <ChannelChoice
              chosen={form.channelIds}
              error={errors.channelIds}
              onChange={(channelIds) => set({ channelIds })}
            />
            <PatienceFields form={form} errors={errors} set={set} />
          </div>
          <div className="sticky bottom-0 flex justify-end gap-2 border-t border-line bg-surface px-4 py-3 md:px-5">
            <Button disabled={save.isPending} onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" pending={save.isPending}>
              Save alert
            </Button>
          </div>
        </form>
      </SheetContent>
    </Sheet>
  );
}
