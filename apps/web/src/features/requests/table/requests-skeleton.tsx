import { Skeleton } from '../../../components/skeleton.tsx';

const rows = Array.from({ length: 14 }, (_, index) => index);

/** In the place of the list until its first page has come. */
export function RequestsSkeleton() {
  return (
    <div role="status" className="grow overflow-hidden border-t border-line">
      <span className="sr-only">Loading requests</span>
      <div className="h-8 border-b border-line max-lg:hidden" />
      {rows.map((row) => (
        <div key={row} className="flex h-11.25 items-center gap-6 border-b border-line px-5">
          <Skeleton className="w-16" />
          <Skeleton className="w-10" />
          <Skeleton className="w-32 max-lg:hidden" />
          <Skeleton className="w-20 max-lg:hidden" />
          <Skeleton className="grow" />
          <Skeleton className="w-14" />
        </div>
      ))}
    </div>
  );
}
