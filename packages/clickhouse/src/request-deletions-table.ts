import type { ClickHouseClient } from './client.ts';
import { countRequests } from './count-requests.ts';
import { type RequestTarget, scopeTarget } from './request-target.ts';

/**
 * Deletes requests of one organization: they are gone from every answer when this resolves, and from the disk when the
 * worker has swept (purge-deleted). Returns how many there were; those deleted before don't count. May be repeated.
 */
export async function deleteRequests(client: ClickHouseClient, target: RequestTarget): Promise<number> {
  const requests = await countRequests(client, target);
  if (requests === 0) return 0;
  const { where, parameters } = await scopeTarget(client, target);
  await client.command({
    query: `INSERT INTO request_deletions (organization_id, created_at, id)
      SELECT organization_id, created_at, id FROM requests WHERE ${where}`,
    query_params: parameters,
  });
  return requests;
}
