import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { ViewSort } from '@heliograph/contracts/request-view';
import { resolveTimeRange } from '../../time-range/time-range.ts';

/** Rows of the first page. */
export const PAGE_SIZE = 50;

/** Which requests a list has, in which order. */
export interface FeedInput {
  range: ChosenRange;
  /** As people write it; null asks for nothing. */
  filter: string | null;
  sort: ViewSort;
}

/** Under which the pages of a list are kept. */
export const feedKey = ({ range, filter, sort }: FeedInput) =>
  ['requests', 'feed', range, filter, sort.by, sort.direction] as const;

/** What is asked of the API for the first page of a list as it stands now. */
export function feedQuery({ range, filter, sort }: FeedInput) {
  return {
    timeRange: resolveTimeRange(range, new Date()),
    filter: filter ?? '',
    orderBy: sort.by,
    direction: sort.direction,
    limit: PAGE_SIZE,
  };
}
