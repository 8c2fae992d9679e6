'use client';
import { PencilLine, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { SavedQuery } from '@heliograph/contracts/sql';
import { describeApiError } from '../../client/api-error.ts';
import { cn } from '../../components/cn.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { RemoveKept } from '../keep/remove-kept.tsx';
import { QueryDialog } from './query-dialog.tsx';
import { useQueryChanges, useSavedQueries } from './use-saved-queries.ts';

interface SavedQueriesProps {
  current: string | null;
  onOpen: (query: SavedQuery) => void;
  onGone: (query: SavedQuery) => void;
}

/** Kept statements: to open, rename, share and delete. */
export function SavedQueries({ current, onOpen, onGone }: SavedQueriesProps) {
  const queries = useSavedQueries();
  const { remove } = useQueryChanges();
  const [edited, setEdited] = useState<SavedQuery | null>(null);
  const [removed, setRemoved] = useState<SavedQuery | null>(null);
  if (queries.isPending) {
    return (
      <div role="status" className="grid gap-2 p-1.5">
        <span className="sr-only">Loading the kept queries</span>
        <Skeleton className="w-40" />
        <Skeleton className="w-32" />
      </div>
    );
  }
  if (queries.data === undefined) {
    return (
      <ErrorState
        title="The kept queries could not be loaded"
        message={describeApiError(queries.error).message}
        onRetry={() => void queries.refetch()}
        retrying={queries.isFetching}
        className="px-2 py-6"
      />
    );
  }
  const { items } = queries.data;
  if (items.length === 0) {
    return (
      <p className="px-1.5 py-2 text-xs text-pretty text-muted">
        Nothing is kept yet. Write a statement and press Save: it stays here, for you or for everybody.
      </p>
    );
  }
  return (
    <>
      {[
        { title: 'Yours', of: items.filter(({ shared }) => !shared) },
        { title: 'Shared', of: items.filter(({ shared }) => shared) },
      ]
        .filter(({ of }) => of.length > 0)
        .map(({ title, of }) => (
          <section key={title} aria-label={title} className="mb-3">
            <h3 className="px-1.5 pb-1 text-xs font-medium text-muted">{title}</h3>
            <ul>
              {of.map((query) => (
                <li
                  key={query.id}
                  className={cn(
                    'group flex items-center rounded-md hover:bg-hover',
                    query.id === current && 'bg-active',
                  )}
                >
                  <button
                    type="button"
                    aria-current={query.id === current || undefined}
                    onClick={() => onOpen(query)}
                    className="min-w-0 flex-1 truncate rounded-md px-1.5 py-1.5 text-left text-sm"
                  >
                    {query.name}
                  </button>
                  {query.mayChange && (
                    <>
                      <IconButton
                        label={`Name and sharing of ${query.name}`}
                        icon={<PencilLine aria-hidden />}
                        onClick={() => setEdited(query)}
                      />
                      <IconButton
                        label={`Delete ${query.name}`}
                        icon={<Trash2 aria-hidden />}
                        variant="quiet-danger"
                        onClick={() => setRemoved(query)}
                      />
                    </>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      {edited !== null && <QueryDialog query={edited} onClose={() => setEdited(null)} />}
      {removed !== null && (
        <RemoveKept
          kept={removed}
          noun="query"
          remove={remove}
          onClose={() => setRemoved(null)}
          onGone={() => onGone(removed)}
        />
      )}
    </>
  );
}
