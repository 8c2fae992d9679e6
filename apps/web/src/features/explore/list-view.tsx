'use client';
import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import type { RequestFilterState } from '../requests/filters/use-request-filters.ts';
import { ListSkeleton } from './list-skeleton.tsx';
import type { RankedPages } from './use-ranked-pages.ts';

interface ListViewProps<Row> {
  feed: RankedPages<Row>;
  filters: RequestFilterState;
  /** What the rows are. */
  many: string;
  /** In the place of a list that is empty without filters. */
  empty: ReactNode;
  children: (rows: Row[]) => ReactNode;
}

/** A list in whatever state it is. */
export function ListView<Row>({ feed, filters, many, empty, children }: ListViewProps<Row>) {
  const { rows, failure } = feed;
  if (rows === undefined) {
    if (failure === null) return <ListSkeleton label={`Loading ${many}`} />;
    return <ErrorState message={failure.message} onRetry={feed.refresh} retrying={feed.refreshing} />;
  }
  return (
    <>
      {failure !== null && (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-3 border-y border-line bg-danger-soft px-5 py-1.5 text-danger"
        >
          <span className="grow">The list is not up to date. {failure.message}</span>
          <Button size="sm" onClick={feed.refresh} pending={feed.refreshing}>
            Try again
          </Button>
        </div>
      )}
      {rows.length > 0 ? (
        children(rows)
      ) : filters.filter === '' ? (
        empty
      ) : (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title={`No ${many} match`}
          description={`No request of this time range that belongs to ${many} passes all filters.`}
          action={
            <>
              <Button onClick={() => filters.setFilter('')}>Clear filters</Button>
              {filters.range !== '30d' && (
                <Button onClick={() => filters.setRange('30d')}>Show last 30 days</Button>
              )}
            </>
          }
        />
      )}
    </>
  );
}
