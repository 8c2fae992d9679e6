import { Skeleton } from '../../components/skeleton.tsx';

/** In the place of a user's figures until they have come. */
export function UserSkeleton() {
  return (
    <div role="status" className="grid gap-5">
      <span className="sr-only">Loading the user</span>
      <Skeleton className="h-20 rounded-lg" />
      <div className="grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-67 rounded-lg" />
        <Skeleton className="h-67 rounded-lg" />
      </div>
      <Skeleton className="h-40 rounded-lg" />
    </div>
  );
}
