import { setTimeout as delay } from 'node:timers/promises';
import { queryRequestsOutputSchema } from '@heliograph/contracts/api-schemas';
import { splitFilter } from '@heliograph/contracts/filter-text/parse-filter';
import { dehydrate, type DehydratedState, QueryClient } from '@tanstack/react-query';
import { headers } from 'next/headers';
import { createLoader, type SearchParams } from 'nuqs/server';
import { askApi } from '../../../server/http/ask-api.ts';
import { rangeFromQuery } from '../../time-range/range-query.ts';
import { filterParsers } from '../filters/filter-parsers.ts';
import { layoutParsers } from '../layout/layout-parsers.ts';
import { feedKey, feedQuery } from './feed-query.ts';

/** Milliseconds for which a page waits for its rows; what takes longer the browser asks for itself, with the page in sight. */
const WAIT_MS = 400;

const load = createLoader({ ...filterParsers, sort: layoutParsers.sort });

/**
 * The first page of the list that the address names, for the query cache, so that the page comes with its rows. Null
 * where it can't be had in time, and for a step within the dashboard, which is not to wait for it. Never throws.
 */
export async function readFirstPage(query: SearchParams): Promise<DehydratedState | null> {
  if ((await headers()).get('accept')?.includes('text/html') !== true) return null;
  const { q: filter, sort, ...range } = load(query);
  if (!splitFilter(filter).ok) return null;
  const input = { range: rangeFromQuery(range), filter, sort };
  const asked = askApi('/requests/query', feedQuery(input)).catch(() => null);
  const answer = await Promise.race([asked, delay(WAIT_MS, null, { ref: false })]);
  const page = queryRequestsOutputSchema.safeParse(answer?.body);
  if (!page.success) return null;
  const client = new QueryClient();
  client.setQueryData(feedKey(input), { pages: [page.data], pageParams: [undefined] });
  return dehydrate(client);
}
