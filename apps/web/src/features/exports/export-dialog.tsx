'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { ExportFormat } from '@heliograph/contracts/exports';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { DialogContent } from '../../components/dialog.tsx';
import { FormError } from '../../components/form-error.tsx';
import { formatCount } from '../requests/format/format-count.ts';
import { describeTimeRange } from '../time-range/describe-time-range.ts';
import { resolveTimeRange } from '../time-range/time-range.ts';
import { ExportList } from './export-list.tsx';

const formats: readonly { value: ExportFormat; label: string; hint: string }[] = [
  { value: 'csv', label: 'CSV', hint: 'Spreadsheets' },
  { value: 'jsonl', label: 'JSONL', hint: 'Programs, evals' },
  { value: 'parquet', label: 'Parquet', hint: 'DuckDB, pandas' },
];

/** Orders a file with all requests that match, and lists those that were ordered. */
export function ExportDialog({ range, filter }: { range: ChosenRange; filter: string }) {
  const queryClient = useQueryClient();
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [withBodies, setWithBodies] = useState(false);
  const start = useMutation(
    api.exports.start.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.exports.key() }),
    }),
  );
  const [timeRange] = useState(() => resolveTimeRange(range, new Date()));
  const counted = useQuery(api.requests.count.queryOptions({ input: { timeRange, filter } }));
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    start.mutate({ timeRange: resolveTimeRange(range, new Date()), filter, format, withBodies });
  };
  return (
    <DialogContent
      title="Export requests"
      description="All that match go into the file, not only those on the page."
    >
      <form method="post" onSubmit={submit} className="flex flex-col gap-4">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
          <dt className="text-muted">Time</dt>
          <dd className="text-ink">{describeTimeRange(range)}</dd>
          <dt className="text-muted">Requests</dt>
          <dd aria-live="polite" className="text-ink tabular-nums">
            {counted.isError ? (
              <span className="text-muted">Could not be counted; the file has them all</span>
            ) : (
              ((counted.data && formatCount(counted.data.requests)) ?? '…')
            )}
          </dd>
          <dt className="text-muted">Filter</dt>
          <dd className="font-mono text-xs/5 break-words text-ink">
            {filter === '' ? <span className="font-sans text-sm text-muted">None</span> : filter}
          </dd>
        </dl>
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium text-ink">Format</legend>
          <div className="grid grid-cols-3 gap-2">
            {formats.map(({ value, label, hint }) => (
              <label
                key={value}
                className="flex cursor-pointer flex-col rounded-md border border-line px-3 py-2 transition-colors hover:bg-hover has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus"
              >
                <input
                  type="radio"
                  name="format"
                  value={value}
                  checked={format === value}
                  onChange={() => setFormat(value)}
                  className="sr-only"
                />
                <span className="text-sm font-medium text-ink">{label}</span>
                <span className="text-xs text-muted">{hint}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <label className="flex cursor-pointer items-start gap-2 text-sm">
          <input
            type="checkbox"
            checked={withBodies}
            onChange={(event) => setWithBodies(event.target.checked)}
            className="mt-0.5 size-4 accent-ink"
          />
          <span className="text-ink">
            With bodies
            <span className="block text-xs text-muted">
              Whole requests and answers; the file becomes much larger.
            </span>
          </span>
        </label>
        {start.isError && <FormError>{describeApiError(start.error).message}</FormError>}
        <Button type="submit" variant="primary" pending={start.isPending} className="self-end">
          Start export
        </Button>
      </form>
      <ExportList />
    </DialogContent>
  );
}
