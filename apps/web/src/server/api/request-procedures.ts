import { countRequests } from '@heliograph/clickhouse/count-requests';
import { getRequest } from '@heliograph/clickhouse/get-request';
import { queryFacets } from '@heliograph/clickhouse/request-facets';
import { queryRequests } from '@heliograph/clickhouse/requests-query';
import { requireScope } from '@heliograph/services/require-scope';
import {
  changeRequest,
  changeRequests,
  noSuchRequest,
  removeRequest,
  removeRequests,
} from '../requests/change-request.ts';
import type { ApiDependencies } from './api-router.ts';
import { askClickHouse } from './ask-clickhouse.ts';
import { api } from './implementer.ts';
import { readRange } from './read-range.ts';

/** Requests: lists, facets, one of them, and what is said of them later. */
export function createRequestProcedures({ db, clickHouse }: Pick<ApiDependencies, 'db' | 'clickHouse'>) {
  const { requests } = api;
  return {
    query: requests.query.handler(({ context: { caller }, input }) => {
      const { orderBy, direction, limit, cursor } = input;
      const range = readRange(caller.actor, input);
      return askClickHouse(() => queryRequests(clickHouse, { ...range, orderBy, direction, limit, cursor }));
    }),
    count: requests.count.handler(async ({ context: { caller }, input }) => {
      const range = readRange(caller.actor, input);
      return { requests: await askClickHouse(() => countRequests(clickHouse, range)) };
    }),
    facets: requests.facets.handler(async ({ context: { caller }, input }) => {
      const { fields, limit } = input;
      const range = readRange(caller.actor, input);
      return { facets: await askClickHouse(() => queryFacets(clickHouse, { ...range, fields, limit })) };
    }),
    get: requests.get.handler(async ({ context: { caller }, input }) => {
      requireScope(caller.actor, 'requests:read');
      const { organizationId } = caller.actor;
      const found = await askClickHouse(() => getRequest(clickHouse, { organizationId, id: input.id }));
      if (found === null) throw noSuchRequest();
      return found;
    }),
    giveFeedback: requests.giveFeedback.handler(({ context: { caller }, input }) => {
      const { id, rating, comment } = input;
      const feedback = { rating, comment: comment ?? '' };
      return changeRequest({ clickHouse, actor: caller.actor }, { id, feedback });
    }),
    takeBackFeedback: requests.takeBackFeedback.handler(({ context: { caller }, input: { id } }) =>
      changeRequest({ clickHouse, actor: caller.actor }, { id, feedback: { rating: '', comment: '' } }),
    ),
    setScores: requests.setScores.handler(({ context: { caller }, input }) =>
      changeRequest({ clickHouse, actor: caller.actor }, input),
    ),
    setProperties: requests.setProperties.handler(({ context: { caller }, input }) =>
      changeRequest({ clickHouse, actor: caller.actor }, input),
    ),
    remove: requests.remove.handler(({ context: { caller }, input }) =>
      removeRequest({ db, clickHouse, actor: caller.actor }, input.id),
    ),
    changeMany: requests.changeMany.handler(({ context: { caller }, input }) =>
      changeRequests({ clickHouse, actor: caller.actor }, input),
    ),
    removeMany: requests.removeMany.handler(({ context: { caller }, input }) =>
      removeRequests({ db, clickHouse, actor: caller.actor }, input.target),
    ),
  };
}
