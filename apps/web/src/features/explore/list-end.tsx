'use client';
import { Button } from '../../components/button.tsx';
import { formatCount } from '../requests/format/format-count.ts';
import type { RankedPages } from './use-ranked-pages.ts';

interface ListEndProps {
  feed: RankedPages<unknown>;
  count: number;
  /** What the rows are: 'session', 'sessions'. */
  one: string;
  many: string;
}

/** What comes after the last row: more of them, why there are no more, or how many there were. */
export function ListEnd({ feed, count, one, many }: ListEndProps) {
  if (feed.moreFailure !== null) {
    return (
      <div role="alert" className="flex flex-wrap items-center justify-center gap-3 px-4 py-4 text-danger">
        More {many} could not be loaded. {feed.moreFailure.message}
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
          {feed.loadingMore ? `Loading more ${many}` : 'Load more'}
        </Button>
      </div>
    );
  }
  return (
    <p className="px-4 py-4 text-center text-xs text-faint">
      {count === 1 ? `One ${one}` : `All ${formatCount(count)} ${many}`} of this time range
    </p>
  );
}
