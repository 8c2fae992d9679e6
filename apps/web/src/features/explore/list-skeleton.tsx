import { Skeleton } from '../../components/skeleton.tsx';

const rows = Array.from({ length: 12 }, (_, index) => index);

/** In the place of a list until its first page has come. */
export function ListSkeleton({ label }: { label: string }) {
  return (
    <div role="status" className="grow overflow-hidden border-t border-line">
      <span className="sr-only">{label}</span>
      <div className="h-8 border-b border-line max-lg:hidden" />
      {rows.map((row) => (
        <div key={row} className="flex h-11.25 items-center gap-6 border-b border-line px-5">
          <Skeleton className="w-48" />
          <span className="grow" />
          <Skeleton className="w-16" />
          <Skeleton className="w-14 max-lg:hidden" />
          <Skeleton className="w-14 max-lg:hidden" />
          <Skeleton className="w-14 max-lg:hidden" />
        </div>
      ))}
    </div>
  );
}
