import { requestOrderSchema } from '@heliograph/contracts/api-schemas';
import { newestFirst, type ViewSort } from '@heliograph/contracts/request-view';
import { createParser, parseAsArrayOf, parseAsString } from 'nuqs/server';

/** `costUsd` for the least first, `-costUsd` for the most. */
const parseAsSort = createParser<ViewSort>({
  parse: (text) => {
    const by = requestOrderSchema.safeParse(text.replace(/^-/, ''));
    return by.success ? { by: by.data, direction: text.startsWith('-') ? 'desc' : 'asc' } : null;
  },
  serialize: ({ by, direction }) => (direction === 'desc' ? `-${by}` : by),
  eq: (left, right) => left.by === right.by && left.direction === right.direction,
});

/** What of the list's look stands in its URL: the order of the rows, and which columns it has where that isn't the usual. */
export const layoutParsers = {
  sort: parseAsSort.withDefault(newestFirst),
  columns: parseAsArrayOf(parseAsString),
};
