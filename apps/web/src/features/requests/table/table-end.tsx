'use client';
import { Button } from '../../../components/button.tsx';
import type { RequestFeed } from '../feed/use-request-feed.ts';
import { formatCount } from '../format/format-count.ts';

/** What comes after the last row: more of them, why there are no more, or how many there were. */
export function TableEnd({ feed, count }: { feed: RequestFeed; count: number }) {
  if (feed.moreFailure !== null) {
    return (
      <div role="alert" className="flex flex-wrap items-center justify-center gap-3 px-4 py-4 text-danger">
        Older requests could not be loaded. {feed.moreFailure.message}
        <Button size="sm" onClick={feed.loadMore}>
          Try again
        </Button>
      </div>
    );
  }
  if (feed.hasMore) {
    return (
      <div className="flex justify-center px-4 py-3">
        <Button size="sm" variant="ghost" onClick={feed.loadMore} pending={feed.loadingMore}>
          {feed.loadingMore ? 'Loading older requests' : 'Load more'}
        </Button>
      </div>
    );
  }
  return (
    <p className="px-4 py-4 text-center text-xs text-faint">
      {count === 1 ? 'One request' : `All ${formatCount(count)} requests`} of this time range
    </p>
  );
}
