'use client';
import { SearchX } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useMemo, useRef, useState } from 'react';
import type { Request } from '@heliograph/contracts/request';
import type { RequestView } from '@heliograph/contracts/request-view';
import { Button } from '../../components/button.tsx';
import { cn } from '../../components/cn.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ExportButton } from '../exports/export-button.tsx';
import { RequestDrawer } from './detail/request-drawer.tsx';
import { lengthOf } from '../time-range/time-range.ts';
import { useMovingRange } from '../time-range/use-time-range.ts';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import { NoRequests } from './no-requests.tsx';
import { useRequestFeed } from './feed/use-request-feed.ts';
import { FacetsToggle } from './facets/facets-toggle.tsx';
import { Facets } from './facets/facets.tsx';
import { useFacetPanel } from './facets/use-facet-panel.ts';
import { FilterBar } from './filters/filter-bar.tsx';
import { UnreadableFilter } from './filters/unreadable-filter.tsx';
import { useRequestFilters } from './filters/use-request-filters.ts';
import { ColumnChooser } from './chooser/column-chooser.tsx';
import { useLookKnown, useRequestLayout } from './layout/use-request-layout.ts';
import { SelectionBar } from './selection/selection-bar.tsx';
import { useSelection } from './selection/use-selection.ts';
import { columnActions } from './table/column-actions.ts';
import { RequestsSkeleton } from './table/requests-skeleton.tsx';
import { RequestsTable } from './table/requests-table.tsx';
import type { RowActions } from './table/request-row.tsx';
import { UnpricedBanner } from './unpriced-banner.tsx';
import { useOpenRequest } from './use-open-request.ts';
import { useAdoptedView } from './views/use-adopted-view.ts';
import { useCurrentView } from './views/use-current-view.ts';
import { VanishedColumns } from './views/vanished-columns.tsx';
import { ViewsMenu } from './views/views-menu.tsx';

const NO_ROWS: Request[] = [];
/** Milliseconds by which the ends of the range move on, for what is asked beside the list. */
const RANGE_STEP_MS = 60_000;

/** The request list with its filters, and the drawer of the request that is open. */
export function RequestsPage() {
  const { range, filter, parts, fault, setRange, setFilter, add, toggle: toggleEntry } = useRequestFilters();
  const adopted = useAdoptedView();
  const layoutState = useRequestLayout(adopted.isSettled);
  const { layout, vanished, sort, setLayout, setSort, reset, isStandard } = layoutState;
  const shown = useMemo<RequestView>(() => ({ filter, range, sort, layout }), [filter, range, sort, layout]);
  const view = useCurrentView(shown, adopted, layoutState);
  const isLookKnown = useLookKnown(adopted.isSettled);
  const feed = useRequestFeed(range, fault === null ? filter : null, sort);
  const { rows, failure } = feed;
  const listKey = `${range} ${sort.by} ${sort.direction} ${filter}`;
  const timeRange = useMovingRange(range, RANGE_STEP_MS);
  const { id: openedId, open, walk, close, leave } = useOpenRequest(listKey);
  const [holdsOnboarding, setHoldsOnboarding] = useState(false);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const scrollRef = useRef<HTMLDivElement>(null);
  const selection = useSelection(`${range} ${filter}`, rows ?? NO_ROWS);
  const { toggle } = selection;
  const panel = useFacetPanel();
  const query = new URLSearchParams(useSearchParams());
  query.delete('request');
  const address = query.toString();
  const actions = useMemo<RowActions>(
    () => ({
      open,
      href: (id) =>
        `/requests?${new URLSearchParams([...new URLSearchParams(address), ['request', id]]).toString()}`,
      focus: setCurrentId,
      filter: add,
      select: toggle,
    }),
    [open, address, add, toggle],
  );
  const heads = useMemo(() => columnActions(layout, setLayout, setSort), [layout, setLayout, setSort]);

  const walkTo = (id: string): void => {
    setCurrentId(id);
    walk(id);
  };
  const focusRow = (): void => {
    const row = scrollRef.current?.querySelector<HTMLElement>(`[data-request="${currentId}"]`);
    row?.focus({ preventScroll: true });
  };

  // In one place of the page, so that it isn't made anew (and its key lost) with the first row.
  const noRequests = (
    <NoRequests
      range={range}
      arrived={rows !== undefined && rows.length > 0}
      held={holdsOnboarding}
      onHold={setHoldsOnboarding}
      onShowAll={() => setRange('30d')}
    />
  );

  const isSelecting = selection.all !== null || selection.ids.size > 0;
  const list =
    fault !== null ? (
      <UnreadableFilter fault={fault} onClear={() => setFilter('')} />
    ) : holdsOnboarding ? (
      noRequests
    ) : rows === undefined || !isLookKnown ? (
      failure === null ? (
        <RequestsSkeleton />
      ) : (
        <ErrorState message={failure.message} onRetry={feed.retry} retrying={feed.retrying} />
      )
    ) : rows.length > 0 ? (
      <RequestsTable
        key={listKey}
        feed={feed}
        rows={rows}
        layout={layout}
        sort={sort}
        columnActions={heads}
        selection={selection}
        openedId={openedId}
        currentId={currentId}
        actions={actions}
        onWalk={walkTo}
        scrollRef={scrollRef}
      />
    ) : filter !== '' ? (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="No requests match"
        description="No request of this time range passes all filters."
        action={
          <>
            <Button onClick={() => setFilter('')}>Clear filters</Button>
            {lengthOf(range) < lengthOf('30d') && (
              <Button onClick={() => setRange('30d')}>Show last 30 days</Button>
            )}
          </>
        }
      />
    ) : (
      noRequests
    );
  const facets = (
    <Facets panel={panel} timeRange={timeRange} filter={filter} parts={parts} onEntry={toggleEntry} />
  );
  const neverFilled = filter === '' && rows?.length === 0;
  const showsFacets = (panel.shown || panel.byWidth) && fault === null && !holdsOnboarding && !neverFilled;

  return (
    <div className="flex h-full flex-col">
      <div className="grid gap-3 px-4 pt-4 pb-3 md:px-5">
        <PageHeader
          title="Requests"
          actions={
            <>
              <ViewsMenu state={view} shown={shown} keepable={fault === null} />
              {fault === null && <ExportButton range={range} filter={filter} />}
              <TimeRangePicker value={range} onChange={setRange} />
            </>
          }
        />
        {/* Anew with another fault alone: what is being written outlives everything else. */}
        <div className="flex items-start gap-2">
          <FacetsToggle panel={panel}>{facets}</FacetsToggle>
          <div className="min-w-0 grow">
            <FilterBar
              key={fault}
              filter={filter}
              parts={parts}
              fault={fault}
              rows={rows ?? NO_ROWS}
              setFilter={setFilter}
            />
          </div>
          <div className="max-lg:hidden">
            <ColumnChooser
              layout={layout}
              setLayout={setLayout}
              reset={reset}
              isStandard={isStandard}
              timeRange={timeRange}
              rows={rows ?? NO_ROWS}
            />
          </div>
        </div>
        <VanishedColumns ids={vanished} />
      </div>
      {rows !== undefined && failure !== null && (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-3 border-y border-line bg-danger-soft px-5 py-1.5 text-danger"
        >
          <span className="grow">The list is not up to date. {failure.message}</span>
          <Button size="sm" onClick={feed.retry}>
            Try again
          </Button>
        </div>
      )}
      <div className="flex min-h-0 grow">
        {showsFacets && (
          <aside
            id="facets"
            aria-label="Facets"
            className={cn(
              'relative w-60 shrink-0 overflow-y-auto border-t border-r border-line bg-canvas',
              panel.byWidth ? 'max-[108rem]:hidden' : 'max-lg:hidden',
            )}
          >
            {facets}
          </aside>
        )}
        <div className="flex min-w-0 grow flex-col border-t border-line">
          {list}
          {isSelecting && rows !== undefined && (
            <SelectionBar
              selection={selection}
              rows={rows}
              hasMore={feed.hasMore}
              timeRange={timeRange}
              filter={filter}
            />
          )}
        </div>
      </div>
      {/* Below the list: what comes late must not push rows away from under the pointer. */}
      {rows !== undefined && rows.length > 0 && !holdsOnboarding && <UnpricedBanner range={range} />}
      <RequestDrawer
        id={openedId}
        onClose={close}
        onClosed={focusRow}
        onFilter={(entry) => {
          leave();
          add(entry);
        }}
      />
    </div>
  );
}
