import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { Skeleton } from '../../components/skeleton.tsx';

/** In the place of a list until its first page has come. */
export function ListSkeleton({ label }: { label: string }) {
  return (
    <RowsSkeleton label={label} rows={12}>
      <Skeleton className="w-48" />
      <span className="grow" />
      <Skeleton className="w-16" />
      <Skeleton className="w-14 max-lg:hidden" />
      <Skeleton className="w-14 max-lg:hidden" />
      <Skeleton className="w-14 max-lg:hidden" />
    </RowsSkeleton>
  );
}
