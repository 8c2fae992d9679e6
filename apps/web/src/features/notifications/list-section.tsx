import type { UseQueryResult } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Skeleton } from '../../components/skeleton.tsx';

interface ListSectionProps<Item> {
  /** Of the heading. */
  id: string;
  title: string;
  description: string;
  list: UseQueryResult<{ items: readonly Item[] }>;
  /** What is listed, as in "Loading the reports". */
  noun: string;
  /** The button that adds one; null as long as none can be added. */
  add: { label: string; onAdd: () => void } | null;
  empty: { icon: ReactNode; title: string; description: string };
  /** Dialogs. */
  children: ReactNode;
  table: (items: readonly Item[]) => ReactNode;
}

/** A section of a page with a list of its own: its head, and the list as soon as it has come. */
export function ListSection<Item>({
  id,
  title,
  description,
  list,
  noun,
  add,
  empty,
  children,
  table,
}: ListSectionProps<Item>) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h2 id={id} className="text-sm font-semibold text-ink">
            {title}
          </h2>
          <p className="mt-0.5 text-pretty text-muted">{description}</p>
        </div>
        {add !== null && (
          <Button onClick={add.onAdd}>
            <Plus aria-hidden />
            {add.label}
          </Button>
        )}
      </div>
      {list.isPending ? (
        <div role="status">
          <span className="sr-only">Loading the {noun}</span>
          <Skeleton className="h-24 w-full rounded-lg" />
        </div>
      ) : list.data === undefined ? (
        <ErrorState
          title={`The ${noun} could not be loaded`}
          message={describeApiError(list.error).message}
          onRetry={() => void list.refetch()}
          retrying={list.isFetching}
          className="rounded-lg border border-line"
        />
      ) : list.data.items.length === 0 ? (
        <EmptyState {...empty} className="rounded-lg border border-dashed border-line" />
      ) : (
        table(list.data.items)
      )}
      {children}
    </section>
  );
}
