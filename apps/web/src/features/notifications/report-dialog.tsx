'use client';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import type { Channel } from '@heliograph/contracts/channels';
import type { Report } from '@heliograph/contracts/reports';
import { isTimeZone } from '@heliograph/contracts/time-buckets';
import { describeApiError } from '../../client/api-error.ts';
import { Dialog, DialogContent } from '../../components/dialog.tsx';
import { DialogSave } from '../../components/dialog-save.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import { useReportChanges } from './use-reports.ts';

const periodOptions = [
  { value: 'week', label: 'Each week, from Monday' },
  { value: 'day', label: 'Each day' },
] as const;
const hourOptions = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

interface ReportDialogProps {
  /** The one that is edited; null for a new one. */
  report: Report | null;
  /** Those of kinds that take reports, one at least. */
  channels: readonly Channel[];
  onClose: () => void;
}

/** Asks for a report and keeps it. */
export function ReportDialog({ report, channels, onClose }: ReportDialogProps) {
  const { create, update } = useReportChanges();
  const [period, setPeriod] = useState<Report['period']>(report?.period ?? 'week');
  const [channelId, setChannelId] = useState(report?.channelId ?? channels[0]?.id ?? '');
  const [hour, setHour] = useState(String(report?.hour ?? 8));
  const [timezone, setTimezone] = useState(
    report?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  );
  const [fault, setFault] = useState<string | undefined>();
  const save = report === null ? create : update;

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (save.isPending) return;
    const zone = timezone.trim();
    if (!isTimeZone(zone)) return setFault('Name a time zone such as Europe/Berlin, or UTC');
    const input = { channelId, period, timezone: zone, hour: Number(hour) };
    const onSuccess = (): void => {
      toast.success('The report is saved', { description: 'The first one is about the period under way.' });
      onClose();
    };
    if (report === null) create.mutate(input, { onSuccess });
    else update.mutate({ ...input, id: report.id }, { onSuccess });
  };

  return (
    <Dialog open onOpenChange={(open) => !open && !save.isPending && onClose()}>
      <DialogContent
        title={report === null ? 'Add a report' : 'Edit the report'}
        description="A summary goes to a channel once the day or week is over."
        className="sm:max-w-140"
      >
        <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
          {save.isError && <FormError>{describeApiError(save.error).message}</FormError>}
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Period">
              {({ id }) => (
                <Select id={id} value={period} onValueChange={setPeriod} options={periodOptions} />
              )}
            </Field>
            <Field label="Channel" hint="E-mail or Slack.">
              {({ id }) => (
                <Select
                  id={id}
                  value={channelId}
                  onValueChange={setChannelId}
                  options={channels.map((channel) => ({ value: channel.id, label: channel.name }))}
                />
              )}
            </Field>
            <Field label="Time zone" hint="Whose days and weeks are meant." error={fault}>
              {(control) => (
                <Input
                  {...control}
                  value={timezone}
                  onChange={(event) => {
                    setTimezone(event.target.value);
                    setFault(undefined);
                  }}
                  autoComplete="off"
                  spellCheck={false}
                  placeholder="Europe/Berlin"
                />
              )}
            </Field>
            <Field label="Sent at" hint="Of the day after the period.">
              {({ id }) => <Select id={id} value={hour} onValueChange={setHour} options={hourOptions} />}
            </Field>
          </div>
          <DialogSave label="Save report" pending={save.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
