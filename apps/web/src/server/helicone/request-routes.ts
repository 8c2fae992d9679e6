import { z } from 'zod';
import { getRequest } from '@heliograph/clickhouse/get-request';
import { readBodies } from '@heliograph/clickhouse/read-bodies';
import { queryRequests } from '@heliograph/clickhouse/requests-query';
import type { RequestOrder } from '@heliograph/contracts/api-schemas';
import type { Filter } from '@heliograph/contracts/filter';
import { scoresSchema } from '@heliograph/contracts/request-changes';
import { requireScope } from '@heliograph/services/require-scope';
import { askClickHouse } from '../api/ask-clickhouse.ts';
import { type ChangeContext, changeRequest, noSuchRequest } from '../requests/change-request.ts';
import { feedbackSchema, propertySchema, requestQuerySchema } from './inputs.ts';
import { readHeliconeFilter } from './read-filter.ts';
import { showBodies, showBodyTexts, showRequest } from './show-request.ts';

/** Pages up to this many requests come with their bodies, those aside that have more bytes than this. */
const MOST_WITH_BODIES = 100;
const LONGEST_BODY = 262_144;

const orders: Record<string, RequestOrder> = {
  created_at: 'createdAt',
  latency: 'latencyMs',
  total_tokens: 'totalTokens',
  time_to_first_token: 'timeToFirstTokenMs',
  cost: 'costUsd',
};

/** POST /v1/request/query and query-clickhouse. */
export async function listRequests({ clickHouse, actor }: ChangeContext, body: unknown) {
  requireScope(actor, 'requests:read');
  const { organizationId } = actor;
  const { filter, offset, limit, sort, isCached, isScored } = requestQuerySchema.parse(body);
  const { fromMs, toMs, filter: asked } = readHeliconeFilter(filter);
  const more: Filter[] = [
    ...(isCached === true ? [{ field: 'cacheHit', operator: '=', value: true } as const] : []),
    ...(isScored === undefined ? [] : [{ field: 'scored', operator: '=', value: isScored } as const]),
  ];
  const [by = 'created_at', direction = 'desc'] = Object.entries(sort)[0] ?? [];
  return askClickHouse(async () => {
    const { items } = await queryRequests(clickHouse, {
      organizationId,
      from: new Date(fromMs),
      to: new Date(toMs),
      filter: more.length === 0 ? asked : { and: [...(asked === undefined ? [] : [asked]), ...more] },
      orderBy: orders[by],
      direction,
      limit,
      offset,
    });
    const bodies = await readBodies(clickHouse, {
      organizationId,
      requests: limit > MOST_WITH_BODIES ? [] : items,
      longest: LONGEST_BODY,
    });
    return items.map((request) => {
      const texts = bodies.get(`${request.id} ${request.createdAt}`);
      return showRequest(request, texts === undefined ? null : showBodyTexts(texts));
    });
  });
}

/** GET /v1/request/{id}. */
export async function oneRequest({ clickHouse, actor }: ChangeContext, id: string) {
  requireScope(actor, 'requests:read');
  const { organizationId } = actor;
  const found = await askClickHouse(() => getRequest(clickHouse, { organizationId, id: uuid(id) }));
  if (found === null) throw noSuchRequest();
  return showRequest(found, showBodies(found));
}

/** POST /v1/request/{id}/feedback. */
export async function giveFeedback(context: ChangeContext, id: string, body: unknown): Promise<null> {
  const rating = feedbackSchema.parse(body).rating ? 'positive' : 'negative';
  await changeRequest(context, { id: uuid(id), feedback: { rating, comment: '' } });
  return null;
}

/** POST /v1/request/{id}/score. */
export async function giveScores(context: ChangeContext, id: string, body: unknown): Promise<null> {
  const { scores } = z.object({ scores: scoresSchema }).parse(body);
  await changeRequest(context, { id: uuid(id), scores });
  return null;
}

/** PUT /v1/request/{id}/property. */
export async function putProperty(context: ChangeContext, id: string, body: unknown): Promise<null> {
  const { key, value } = propertySchema.parse(body);
  await changeRequest(context, { id: uuid(id), properties: { [key]: value } });
  return null;
}

/** Ids of requests are UUIDs; nothing else is one of a request that there is. */
function uuid(id: string): string {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) throw noSuchRequest();
  return parsed.data.toLowerCase();
}
