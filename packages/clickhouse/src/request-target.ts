import type { ClickHouseClient } from './client.ts';
import { type RequestsRange, type RequestsScope, scopeRequests } from './requests-scope.ts';

/** Requests of an organization: those of some ids, or all in a range that match a filter. */
export type RequestTarget = { organizationId: string; ids: readonly string[] } | RequestsRange;

/** The rows of `requests` that are meant, as a WHERE expression; deleted ones are not among them. */
export async function scopeTarget(client: ClickHouseClient, target: RequestTarget): Promise<RequestsScope> {
  if (!('ids' in target)) return scopeRequests(client, target);
  const mine = 'organization_id = {organizationId:UUID} AND id IN {ids:Array(UUID)}';
  return {
    where: `${mine} AND (created_at, id) NOT IN (SELECT created_at, id FROM request_deletions WHERE ${mine})`,
    parameters: { organizationId: target.organizationId, ids: [...target.ids] },
  };
}
