import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { countRequests } from '@heliograph/clickhouse/count-requests';
import { lookUpRequest } from '@heliograph/clickhouse/find-request';
import { deleteRequests } from '@heliograph/clickhouse/request-deletions-table';
import { type GivenFeedback, insertFeedback } from '@heliograph/clickhouse/request-feedback-table';
import {
  insertPropertyChanges,
  insertPropertyChangesOfMany,
  type PropertyChanges,
} from '@heliograph/clickhouse/request-properties-table';
import { insertScores, insertScoresOfMany } from '@heliograph/clickhouse/request-scores-table';
import type { RequestTarget } from '@heliograph/clickhouse/request-target';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Filter } from '@heliograph/contracts/filter';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import type { RequestsTarget, Scores } from '@heliograph/contracts/request-changes';
import type { DbClient } from '@heliograph/db/client';
import type { Actor } from '@heliograph/services/context';
import { deleteRequests as deleteWithAudit } from '@heliograph/services/request/delete';
import { requireScope } from '@heliograph/services/require-scope';
import { askClickHouse } from '../api/ask-clickhouse.ts';

/** What a change of requests needs: the store, and who wants it. */
export interface ChangeContext {
  clickHouse: ClickHouseClient;
  actor: Actor;
}

/** What may be said of one request after its answer. */
export type Change = ({ feedback: GivenFeedback } | { scores: Scores } | { properties: PropertyChanges }) & {
  id: string;
};

/**
 * Notes feedback, scores or properties of a request, which may still be on its way into the store. Throws `forbidden`,
 * or `not_found` where the actor's organization has no such request.
 */
export async function changeRequest({ clickHouse, actor }: ChangeContext, change: Change): Promise<void> {
  requireScope(actor, 'requests:write');
  const { organizationId } = actor;
  const { id } = change;
  await askClickHouse(async () => {
    const found = await lookUpRequest(clickHouse, { organizationId, id, now: Date.now() });
    if (found === 'deleted' || found === 'unknown') throw noSuchRequest();
    if ('feedback' in change) await insertFeedback(clickHouse, { organizationId, id, ...change.feedback });
    else if ('scores' in change)
      await insertScores(clickHouse, { organizationId, id, scores: numbers(change.scores) });
    else await insertPropertyChanges(clickHouse, { organizationId, id, properties: change.properties });
  });
}

/** Gives all requests of a target properties and scores; returns how many there are. Throws `forbidden`. */
export async function changeRequests(
  { clickHouse, actor }: ChangeContext,
  input: { target: RequestsTarget; properties?: PropertyChanges | undefined; scores?: Scores | undefined },
): Promise<{ requests: number }> {
  requireScope(actor, 'requests:write');
  const target = storeTarget(input.target, actor.organizationId);
  return askClickHouse(async () => {
    const requests = await countRequests(clickHouse, target);
    if (requests === 0) return { requests };
    if (input.scores !== undefined)
      await insertScoresOfMany(clickHouse, { target, scores: numbers(input.scores) });
    if (input.properties !== undefined)
      await insertPropertyChangesOfMany(clickHouse, { target, properties: input.properties });
    return { requests };
  });
}

/** Deletes one request. One that is deleted already stays so. Throws `forbidden`, or `not_found`. */
export async function removeRequest(context: ChangeContext & { db: DbClient }, id: string): Promise<void> {
  const { requests } = await removeRequests(context, { ids: [id] });
  if (requests > 0) return;
  const { organizationId } = context.actor;
  const found = await askClickHouse(() =>
    lookUpRequest(context.clickHouse, { organizationId, id, now: Date.now() }),
  );
  if (found !== 'deleted') throw noSuchRequest();
}

/** Deletes the requests of a target, with a line in the audit trail; returns how many there were. Throws `forbidden`. */
export function removeRequests(
  { clickHouse, actor, db }: ChangeContext & { db: DbClient },
  target: RequestsTarget,
): Promise<{ requests: number }> {
  return deleteWithAudit({ db, actor }, auditTarget(target), (organizationId) =>
    askClickHouse(() => deleteRequests(clickHouse, storeTarget(target, organizationId))),
  );
}

export function noSuchRequest(): HeliographError {
  return new HeliographError(
    'not_found',
    'There is no such request. A new one shows up within a second or two; POST /api/v1/requests/query lists them.',
  );
}

/** True and false are kept as 1 and 0. */
function numbers(scores: Scores): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(scores).map(([name, value]) => [name, value === null ? null : Number(value)]),
  );
}

function storeTarget(target: RequestsTarget, organizationId: string): RequestTarget {
  if ('ids' in target) return { organizationId, ids: target.ids };
  const { timeRange, filter } = target;
  return { organizationId, from: new Date(timeRange.from), to: new Date(timeRange.to), filter };
}

function auditTarget(target: RequestsTarget) {
  if ('ids' in target) return target;
  const { timeRange, filter } = target;
  return { from: new Date(timeRange.from), to: new Date(timeRange.to), filter: printed(filter) };
}

const printed = (filter: Filter | undefined) => (filter === undefined ? '' : printFilter(filter));
