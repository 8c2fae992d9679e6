import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { select } from './select.ts';
import { toTimestamp } from './timestamp.ts';

/**
 * How far the arrival of a request lies from the time in its id at most, in ms, where the id was made for it. A caller who
 * sends the same id again does so within a day.
 */
const EARLIER_MS = 60_000;
const LATER_MS = 24 * 3_600_000;

/** An expression on rows of `requests` that are not deleted; `organizationId` and `id` have to be bound. */
export const notDeleted = `(created_at, id) NOT IN (SELECT created_at, id FROM request_deletions
  WHERE organization_id = {organizationId:UUID} AND id = {id:UUID})`;

/** The time in a UUIDv7 (RFC 9562), milliseconds since the epoch; null for other ids. */
export function timeOfId(id: string): number | null {
  const hex = id.replaceAll('-', '').toLowerCase();
  return hex.length === 32 && hex[12] === '7' ? Number.parseInt(hex.slice(0, 12), 16) : null;
}

/** Between which times a request of this id is looked for first, as ClickHouse writes them; null where its id tells none. */
export function timesAround(id: string): { from: string; to: string } | null {
  const time = timeOfId(id);
  if (time === null) return null;
  return { from: toTimestamp(time - EARLIER_MS), to: toTimestamp(time + LATER_MS) };
}

/**
 * Rows of an organization's requests with an id, newest first. A UUIDv7 tells its time, around which the primary key
 * finds it; only where it isn't there (an id that the caller made up earlier, or of another kind) the index of ids over
 * all of time is asked.
 */
export async function findRows(
  client: ClickHouseClient,
  {
    organizationId,
    id,
    columns,
    limit,
  }: { organizationId: string; id: string; columns: string; limit: number },
): Promise<unknown[]> {
  const find = (time: string, parameters: Record<string, unknown>) =>
    select(client, {
      purpose: 'requests.find',
      query: `SELECT ${columns} FROM requests
        WHERE organization_id = {organizationId:UUID} AND id = {id:UUID} AND ${time} AND ${notDeleted}
        ORDER BY created_at DESC LIMIT {limit:UInt32}`,
      parameters: { organizationId, id, limit, ...parameters },
    });
  const around = timesAround(id);
  if (around !== null) {
    const near = await find(
      "created_at BETWEEN {from:DateTime64(3, 'UTC')} AND {to:DateTime64(3, 'UTC')}",
      around,
    );
    if (near.length > 0) return near;
  }
  return find('true', {});
}

/** How long a request may be on its way from its answer into the store before nobody waits for it any more, in ms. */
const ON_ITS_WAY_MS = 15 * 60_000;

/**
 * Whether a request is there, may still be on its way (its id was made within the last minutes), was deleted, or is
 * unknown. `now` in milliseconds since the epoch.
 */
export async function lookUpRequest(
  client: ClickHouseClient,
  { organizationId, id, now }: { organizationId: string; id: string; now: number },
): Promise<'there' | 'on its way' | 'deleted' | 'unknown'> {
  const rows = await findRows(client, { organizationId, id, columns: 'id', limit: 1 });
  if (rows.length > 0) return 'there';
  const [found] = z.tuple([z.object({ deleted: z.coerce.number() })]).parse(
    await select(client, {
      purpose: 'requests.look-up-deleted',
      query: `SELECT count() AS deleted FROM request_deletions
        WHERE organization_id = {organizationId:UUID} AND id = {id:UUID}`,
      parameters: { organizationId, id },
    }),
  );
  if (found.deleted > 0) return 'deleted';
  const time = timeOfId(id);
  return time !== null && Math.abs(now - time) < ON_ITS_WAY_MS ? 'on its way' : 'unknown';
}
