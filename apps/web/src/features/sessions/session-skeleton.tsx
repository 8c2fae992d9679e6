import { Skeleton } from '../../components/skeleton.tsx';

const bars = ['ml-0 w-1/3', 'ml-[5%] w-1/6', 'ml-[20%] w-1/4', 'ml-[45%] w-1/5', 'ml-[60%] w-1/3'];

/** In the place of a session until it has come. */
export function SessionSkeleton() {
  return (
    <div role="status" className="grid gap-3 px-4 md:px-5">
      <span className="sr-only">Loading the session</span>
      <Skeleton className="h-20 w-full rounded-lg" />
      <div className="grid gap-3 pt-8">
        {bars.map((bar) => (
          <div key={bar} className="flex items-center gap-6">
            <Skeleton className="w-40 shrink-0" />
            <div className="grow">
              <Skeleton className={bar} />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
