import { z } from 'zod';
import type { ClickHouseClient } from '../client.ts';
import { select } from '../select.ts';

/** Days of a zone that nobody has asked for in so long are made no more. */
const FORGOTTEN_AFTER_DAYS = 30;

/** The offsets (whole hours, 1 to 23) at which days of an organization begin that are rolled up beside those of UTC. */
export const askedOffsets = `(
  SELECT organization_id, groupArray(offset_hours) AS offsets FROM (
    SELECT organization_id, offset_hours FROM rollup_offsets GROUP BY organization_id, offset_hours
    HAVING max(asked_at) >= now() - INTERVAL ${FORGOTTEN_AFTER_DAYS} DAY
  ) GROUP BY organization_id)`;

/** Notes that days beginning at these hours (1 to 23) of UTC were asked for, so that they will be rolled up. */
export async function noteOffsets(
  client: ClickHouseClient,
  { organizationId, offsets }: { organizationId: string; offsets: readonly number[] },
): Promise<void> {
  await client.command({
    query: `INSERT INTO rollup_offsets (organization_id, offset_hours, first_asked_at, asked_at)
      SELECT {organizationId:UUID}, arrayJoin({offsets:Array(UInt8)}), now64(3), now64(3)`,
    query_params: { organizationId, offsets },
  });
}

/** When an offset was asked for that nobody had asked for before, the latest of them: ms since 1970, 0 for never. */
export async function newestOffsetAt(client: ClickHouseClient): Promise<number> {
  const rows = await select(client, {
    purpose: 'rollups.offsets',
    query: `SELECT max(toUnixTimestamp64Milli(first)) AS newest FROM (
        SELECT min(first_asked_at) AS first FROM rollup_offsets GROUP BY organization_id, offset_hours)`,
    parameters: {},
    settings: { max_threads: 1 },
  });
  return z.array(z.object({ newest: z.coerce.number() })).parse(rows)[0]?.newest ?? 0;
}
