import type { Query, QueryClient } from '@tanstack/react-query';
import type { LiveRows } from './live-rows.ts';

const FEED = ['requests', 'feed'];
const isLive = ({ queryKey }: Query): boolean => queryKey.at(-1) === 'live';

/** Asks for all pages of the request list anew; the rows stay until they have come. */
export async function refreshFeed(client: QueryClient): Promise<void> {
  // A page or look under way would bring back what was before.
  await client.cancelQueries({ queryKey: FEED });
  await client.invalidateQueries({ queryKey: FEED, predicate: (query) => !isLive(query) });
  client.setQueriesData<LiveRows>({ queryKey: FEED, predicate: isLive }, (live) =>
    live === undefined ? live : { ...live, rows: [], ahead: 0 },
  );
}
