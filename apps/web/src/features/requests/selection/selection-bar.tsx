'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Gauge, Tag, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { Request } from '@heliograph/contracts/request';
import { api } from '../../../client/api.ts';
import { Button } from '../../../components/button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { useShortcut } from '../../shortcuts/use-shortcut.ts';
import { formatCount } from '../format/format-count.ts';
import { BulkEntryDialog } from './bulk-entry-dialog.tsx';
import { useBulk } from './use-bulk.ts';
import type { Selection } from './use-selection.ts';

interface SelectionBarProps {
  selection: Selection;
  rows: readonly Request[];
  /** There are more that match than are loaded. */
  hasMore: boolean;
  /** The list's range; null until the page knows the time. */
  timeRange: { from: string; to: string } | null;
  filter: string;
}

/** Below the list while requests are selected: how many, and what can be done with all of them. */
export function SelectionBar({ selection, rows, hasMore, timeRange, filter }: SelectionBarProps) {
  const { ids, all } = selection;
  const [dialog, setDialog] = useState<'delete' | 'property' | 'score' | null>(null);
  const offersAll = all === null && hasMore && selection.stateOf(rows) === 'all';
  const range = all ?? (offersAll ? timeRange : null);
  const counted = useQuery(
    api.requests.count.queryOptions({
      input: { timeRange: range ?? { from: '', to: '' }, filter },
      enabled: range !== null,
      staleTime: Infinity,
      placeholderData: keepPreviousData,
    }),
  );
  const count = all === null ? ids.size : (counted.data?.requests ?? null);
  const bulk = useBulk(selection, filter, () => {
    setDialog(null);
    selection.clear();
  });
  useShortcut('selection.clear', () => selection.clear());
  const close = (): void => {
    setDialog(null);
    bulk.reset();
  };
  const shown = count === null ? 'All that match' : `${formatCount(count)} selected`;
  const requests = count === 1 ? 'one request' : `${formatCount(count ?? 0)} requests`;
  return (
    <section
      aria-label="Selection"
      className="flex shrink-0 animate-fade-in flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-raised px-4 py-2 shadow-high md:px-5"
    >
      <p role="status" className="font-medium tabular-nums">
        {shown}
        {all !== null && count !== null && <span className="font-normal text-muted"> · all that match</span>}
      </p>
      {offersAll && range !== null && (
        <Button
          size="sm"
          variant="ghost"
          className="text-accent-ink"
          pending={counted.isFetching}
          onClick={() => selection.selectAll(untilNow(range))}
        >
          {counted.data === undefined
            ? 'Select all that match'
            : `Select all ${formatCount(counted.data.requests)} that match`}
        </Button>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <Button size="sm" disabled={count === null} onClick={() => setDialog('property')}>
          <Tag aria-hidden />
          Add property
        </Button>
        <Button size="sm" disabled={count === null} onClick={() => setDialog('score')}>
          <Gauge aria-hidden />
          Add score
        </Button>
        <Button
          size="sm"
          variant="danger-ghost"
          disabled={count === null}
          onClick={() => setDialog('delete')}
        >
          <Trash2 aria-hidden />
          Delete
        </Button>
        <IconButton label="Clear selection" icon={<X aria-hidden />} onClick={selection.clear} />
      </div>
      <ConfirmDialog
        open={dialog === 'delete'}
        onOpenChange={(open) => !open && !bulk.pending && close()}
        title={`Delete ${requests}?`}
        description={
          all === null
            ? 'They are gone from every list and sum, with what was asked and answered. This can’t be undone.'
            : 'That is every request of this time range that passes the filter, also those that aren’t loaded. They are gone from every list and sum, with what was asked and answered. This can’t be undone.'
        }
        confirmLabel={
          bulk.pending && bulk.done > 0
            ? `${formatCount(bulk.done)} of ${formatCount(count ?? 0)}`
            : `Delete ${requests}`
        }
        onConfirm={() => bulk.run({ kind: 'delete' })}
        pending={bulk.pending}
        error={bulk.error}
      />
      {(dialog === 'property' || dialog === 'score') && (
        <BulkEntryDialog kind={dialog} count={count ?? 0} bulk={bulk} onClose={close} />
      )}
    </section>
  );
}

/** What arrives from now on was not meant. */
function untilNow({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const now = new Date().toISOString();
  return { from, to: now < to ? now : to };
}
