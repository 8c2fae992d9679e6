import type { TileChart } from '@heliograph/contracts/dashboard-tile';
import { Skeleton } from '../../../components/skeleton.tsx';

/** In the shape of what comes. */
export function TileSkeleton({ chart }: { chart: TileChart }) {
  return (
    <div role="status" className="flex min-h-0 grow flex-col gap-3 overflow-hidden">
      <span className="sr-only">Loading</span>
      {chart === 'number' ? (
        <>
          <Skeleton className="h-7 w-24" />
          <Skeleton className="h-6 w-full" />
        </>
      ) : chart === 'table' ? (
        Array.from({ length: 5 }, (_, row) => <Skeleton key={row} className="w-full shrink-0" />)
      ) : (
        <>
          <Skeleton className="w-32 shrink-0" />
          <Skeleton className="h-auto min-h-0 w-full grow rounded-md" />
        </>
      )}
    </div>
  );
}
