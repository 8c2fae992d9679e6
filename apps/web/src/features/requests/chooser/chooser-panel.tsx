'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Request } from '@heliograph/contracts/request';
import type { RequestColumnId } from '@heliograph/contracts/request-view';
import { Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../client/api.ts';
import { Button } from '../../../components/button.tsx';
import { Input } from '../../../components/input.tsx';
import { toggleColumn } from '../layout/change-layout.ts';
import type { RequestLayoutState } from '../layout/use-request-layout.ts';
import { findColumn } from '../table/columns/find-column.tsx';
import { DensitySwitch } from './density-switch.tsx';
import { offerColumns } from './offered-columns.ts';
import { ShownColumns } from './shown-columns.tsx';

export interface ChooserProps extends Pick<
  RequestLayoutState,
  'layout' | 'setLayout' | 'reset' | 'isStandard'
> {
  /** Whose properties are offered; null until the page knows the time. */
  timeRange: { from: string; to: string } | null;
  /** Rows at hand, for names of scores. */
  rows: readonly Request[];
}

/** The columns that are shown and those that could be, with the height of rows. */
export function ChooserPanel({ layout, setLayout, reset, isStandard, timeRange, rows }: ChooserProps) {
  const [typed, setTyped] = useState('');
  const properties = useQuery(
    api.properties.query.queryOptions({
      input: { timeRange: timeRange ?? { from: '', to: '' } },
      enabled: timeRange !== null,
      staleTime: 60_000,
      placeholderData: keepPreviousData,
    }),
  );
  const names = properties.data?.items.map(({ name }) => name) ?? [];
  const offered = offerColumns(layout, names, rows, typed);
  const isEmpty = Object.values(offered).every((ids: RequestColumnId[]) => ids.length === 0);
  const group = (title: string, ids: readonly RequestColumnId[]) =>
    ids.length > 0 && (
      <section aria-label={title}>
        <h2 className="px-2 pt-2 pb-1 text-xs font-medium text-muted">{title}</h2>
        <ul>
          {ids.map((id) => (
            <li key={id}>
              <OfferedColumn id={id} onShow={() => setLayout(toggleColumn(layout, id))} />
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <>
      <div className="flex items-center justify-between gap-2 border-b border-line p-2">
        <DensitySwitch value={layout.density} onChange={(density) => setLayout({ ...layout, density })} />
        <Button size="sm" variant="ghost" disabled={isStandard} onClick={reset}>
          Reset
        </Button>
      </div>
      <div className="min-h-0 grow overflow-y-auto p-1.5">
        <h2 className="px-2 pt-1 pb-1 text-xs font-medium text-muted">Shown</h2>
        <ShownColumns layout={layout} onChange={setLayout} />
        <div className="relative mx-0.5 mt-3">
          <Search aria-hidden className="absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-muted" />
          <Input
            type="search"
            aria-label="Find a column"
            placeholder="Find a column to add"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            className="pl-8"
          />
        </div>
        {group('More columns', offered.fixed)}
        {group('Properties', offered.properties)}
        {group('Scores', offered.scores)}
        {properties.isError && (
          <p role="alert" className="flex items-center justify-between gap-2 px-2 py-2 text-xs text-danger">
            Properties could not be loaded.
            <Button size="sm" onClick={() => void properties.refetch()} pending={properties.isFetching}>
              Try again
            </Button>
          </p>
        )}
        {isEmpty && !properties.isPending && (
          <p className="px-2 py-3 text-xs text-muted">
            {typed === '' ? 'All columns are shown.' : 'No column is called that.'}
          </p>
        )}
      </div>
    </>
  );
}

function OfferedColumn({ id, onShow }: { id: RequestColumnId; onShow: () => void }) {
  const { label, hint } = findColumn(id);
  return (
    <button
      type="button"
      onClick={onShow}
      className="group/offer flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:h-10"
    >
      <span className="sr-only">Show</span>
      <span className="shrink-0 truncate">{label}</span>
      <span aria-hidden className="min-w-0 grow truncate text-xs text-faint">
        {hint}
      </span>
      <Plus aria-hidden className="size-3.5 shrink-0 text-faint group-hover/offer:text-ink" />
    </button>
  );
}
