'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, Trash2, X } from 'lucide-react';
import type { Export } from '@heliograph/contracts/exports';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { cn } from '../../components/cn.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Time } from '../../components/time.tsx';
import { describeExport, isOpen, progressOf } from './describe-export.ts';

/** Milliseconds between two looks while an export is under way. */
const POLL_MS = 1_000;

/** The latest exports, their progress and their files. */
export function ExportList() {
  const exports = useQuery(
    api.exports.list.queryOptions({
      refetchInterval: ({ state }) => (state.data?.items.some(isOpen) === true ? POLL_MS : false),
    }),
  );
  return (
    <section aria-labelledby="exports-title" className="mt-6 border-t border-line pt-4">
      <h3 id="exports-title" className="text-sm font-medium text-ink">
        Exports
      </h3>
      {exports.data === undefined ? (
        exports.isError ? (
          <ErrorState
            className="py-6"
            message={describeApiError(exports.error).message}
            onRetry={() => void exports.refetch()}
            retrying={exports.isFetching}
          />
        ) : (
          <div className="mt-2 grid gap-2" aria-busy>
            <Skeleton className="h-12" />
            <Skeleton className="h-12" />
          </div>
        )
      ) : exports.data.items.length === 0 ? (
        <p className="mt-1 text-sm text-muted">None yet. A file is kept for three days.</p>
      ) : (
        <ul className="mt-1 divide-y divide-line">
          {exports.data.items.map((entry) => (
            <ExportItem key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ExportItem({ entry }: { entry: Export }) {
  const queryClient = useQueryClient();
  const remove = useMutation(
    api.exports.remove.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: api.exports.key() }),
    }),
  );
  const open = isOpen(entry);
  const done = entry.status === 'done';
  const progress = progressOf(entry);
  const title = entry.filter === '' ? 'All requests' : entry.filter;
  return (
    <li className="flex items-center gap-3 py-2.5">
      <Badge className="w-16 justify-center">
        {entry.format === 'parquet' ? 'Parquet' : entry.format.toUpperCase()}
      </Badge>
      <div className="min-w-0 grow">
        <p className="truncate text-sm text-ink" title={title}>
          {title}
        </p>
        <p
          className={cn(
            'text-xs text-pretty text-muted tabular-nums',
            entry.status === 'failed' && 'text-danger',
          )}
        >
          {describeExport(entry)}
          {entry.withBodies && ', with bodies'} · <Time value={entry.createdAt} />
        </p>
        {open && (
          <div
            role="progressbar"
            aria-label={`Export of ${title}`}
            aria-valuemin={0}
            aria-valuemax={100}
            {...(progress !== null && { 'aria-valuenow': Math.round(progress * 100) })}
            className="mt-1.5 h-1 overflow-hidden rounded-full bg-hover"
          >
            <div
              className="h-full rounded-full bg-ink transition-[width]"
              style={{ width: `${(progress ?? 0) * 100}%` }}
            />
          </div>
        )}
        {remove.isError && (
          <p role="alert" className="text-xs text-danger">
            {describeApiError(remove.error).message}
          </p>
        )}
      </div>
      {done && (
        <Button size="sm" asChild>
          <a href={`/api/v1/exports/${entry.id}/file`} download>
            <Download aria-hidden />
            Download
          </a>
        </Button>
      )}
      {(done || open) && (
        <IconButton
          label={done ? 'Delete the file' : 'Cancel the export'}
          icon={done ? <Trash2 aria-hidden /> : <X aria-hidden />}
          variant="quiet-danger"
          pending={remove.isPending}
          onClick={() => remove.mutate({ id: entry.id })}
        />
      )}
    </li>
  );
}
