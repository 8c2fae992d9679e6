import { Columns3 } from 'lucide-react';

/** Says which columns of a view there are no more. */
export function VanishedColumns({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <p role="status" className="flex items-start gap-2 text-xs text-muted">
      <Columns3 aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0 wrap-anywhere">
        Not shown, as there {ids.length === 1 ? 'is no such column' : 'are no such columns'} any more:{' '}
        {ids.join(', ')}.
      </span>
    </p>
  );
}
