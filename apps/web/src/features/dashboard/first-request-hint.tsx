'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { apiClient } from '../../client/api.ts';
import { Button } from '../../components/button.tsx';
import { allTime } from '../time-range/time-range.ts';

/** Above the tiles of an organization that has never sent a request: where it is said how. */
export function FirstRequestHint() {
  const { data: hasAny } = useQuery({
    // The same question as that of the empty list.
    queryKey: ['requests', 'any'],
    queryFn: async ({ signal }) => {
      const { items } = await apiClient.requests.query(
        { timeRange: allTime(new Date()), limit: 1 },
        { signal },
      );
      return items.length > 0;
    },
  });
  if (hasAny !== false) return null;
  return (
    <div
      role="status"
      className="mb-3 flex flex-wrap items-center gap-3 rounded-lg border border-line bg-accent-soft px-4 py-2 text-accent-ink"
    >
      <span className="grow">No requests yet. Once there are, their metrics show up here.</span>
      <Button asChild size="sm">
        <Link href="/requests">Send the first request</Link>
      </Button>
    </div>
  );
}
