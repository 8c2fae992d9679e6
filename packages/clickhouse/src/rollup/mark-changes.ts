import type { ClickHouseClient } from '../client.ts';
import type { RequestsScope } from '../requests-scope.ts';

const HOUR_MS = 3_600_000;

/**
 * Notes that requests of these moments (ms since 1970) are about to change other than by an insert, so that no rollup of
 * their hours is taken for up to date any more. Called before the change: a crash behind it then does no harm.
 */
export async function markChanges(
  client: ClickHouseClient,
  { organizationId, moments }: { organizationId: string; moments: Iterable<number> },
): Promise<void> {
  const hours = new Set<number>();
  for (const at of moments) hours.add(Math.floor(at / HOUR_MS) * (HOUR_MS / 1000));
  if (hours.size === 0) return;
  await client.command({
    query: `INSERT INTO rollup_changes (organization_id, hour, changes, inserted, changed_at)
      SELECT {organizationId:UUID}, toDateTime(arrayJoin({hours:Array(UInt32)}), 'UTC'), 1, 0, now64(3)`,
    query_params: { organizationId, hours: [...hours] },
  });
}

/** The same for the hours of all requests in a scope; those that arrive later are noted as they do. */
export async function markChangesOf(
  client: ClickHouseClient,
  { where, parameters }: RequestsScope,
): Promise<void> {
  await client.command({
    query: `INSERT INTO rollup_changes (organization_id, hour, changes, inserted, changed_at)
      SELECT organization_id, toStartOfHour(created_at, 'UTC') AS hour, 1, 0, now64(3)
      FROM requests WHERE ${where} GROUP BY organization_id, hour`,
    query_params: parameters,
  });
}
