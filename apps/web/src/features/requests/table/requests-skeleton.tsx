import { RowsSkeleton } from '../../../components/rows-skeleton.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';

/** In the place of the list until its first page has come. */
export function RequestsSkeleton() {
  return (
    <RowsSkeleton label="Loading requests" rows={14}>
      <Skeleton className="w-16" />
      <Skeleton className="w-10" />
      <Skeleton className="w-32 max-lg:hidden" />
      <Skeleton className="w-20 max-lg:hidden" />
      <Skeleton className="grow" />
      <Skeleton className="w-14" />
    </RowsSkeleton>
  );
}
