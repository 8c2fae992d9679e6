'use client';
import type { ReactNode } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { FilterBar } from '../requests/filters/filter-bar.tsx';
import { UnreadableFilter } from '../requests/filters/unreadable-filter.tsx';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import type { RequestFilterState } from '../requests/filters/use-request-filters.ts';
import { Trail } from './trail.tsx';
import { useSampleRequests } from './use-sample-requests.ts';

interface ExplorePageProps {
  title: string;
  /** The list that the page's one thing stands in. */
  parent?: { label: string; href: string };
  filters: RequestFilterState;
  /** Beside the time range. */
  actions?: ReactNode;
  /** Below the filters. */
  toolbar?: ReactNode;
  /** What passes the filters; it is left out while they can't be read. */
  children: ReactNode;
}

/** The frame of the pages on groups of requests: a head with the time range and the filters of the request list. */
export function ExplorePage({ title, parent, filters, actions, toolbar, children }: ExplorePageProps) {
  const { range, filter, parts, fault, setRange, setFilter } = filters;
  const rows = useSampleRequests(range);
  const head = (
    <>
      {actions}
      <TimeRangePicker value={range} onChange={setRange} />
    </>
  );
  return (
    <div className="flex h-full flex-col">
      <div className="grid gap-3 px-4 pt-4 pb-3 md:px-5">
        {parent === undefined ? (
          <PageHeader title={title} actions={head} />
        ) : (
          <Trail parent={parent} title={title} copy={{ text: title, label: 'Copy name' }} actions={head} />
        )}
        <FilterBar
          key={fault}
          filter={filter}
          parts={parts}
          fault={fault}
          rows={rows}
          setFilter={setFilter}
        />
        {toolbar}
      </div>
      {fault === null ? children : <UnreadableFilter fault={fault} onClear={() => setFilter('')} />}
    </div>
  );
}
