import { z } from 'zod';
import type { ClickHouseClient } from '../client.ts';
import { select } from '../select.ts';

/** A period whose rollup has to be made. */
export interface DuePeriod {
  organizationId: string;
  /** Seconds since 1970. */
  start: number;
  /** How often its requests have changed so far: read before they are. */
  changes: number;
  /** Rows that were inserted; more than there are where inserts were repeated. */
  rows: number;
}

const count = z.coerce.number().int();
const rowSchema = z
  .object({ organization_id: z.string(), start: count, changes: count, inserted: count })
  .transform(({ organization_id, start, changes, inserted }): DuePeriod => ({
    ...{ organizationId: organization_id, start, changes },
    rows: inserted,
  }));

export interface DueOptions {
  /** Changes are left alone for so long: what they say is then surely in the table that they are about. */
  settleMs: number;
  /** Only periods that changed since (ms since 1970); null for all. */
  since: number | null;
  limit: number;
}

const rolled = (grain: 'hour' | 'day') => `(
  SELECT organization_id, start, max(changes) AS changes FROM rollup_periods WHERE grain = '${grain}'
    AND (organization_id, toStartOfDay(start, 'UTC')) IN (
      SELECT organization_id, toStartOfDay(hour, 'UTC') FROM rollup_changes
      WHERE changed_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC'))
  GROUP BY organization_id, start)`;

/** Hours with their changes, of all days in which something changed. */
const hours = `(
  SELECT organization_id, hour AS start, sum(changes) AS changes, sum(inserted) AS inserted,
    max(changed_at) AS changed_at
  FROM rollup_changes
  WHERE (organization_id, toStartOfDay(hour, 'UTC')) IN (
    SELECT organization_id, toStartOfDay(hour, 'UTC') FROM rollup_changes
    WHERE changed_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC'))
  GROUP BY organization_id, hour)`;

const settled = 'changed_at <= now64(3) - toIntervalMillisecond({settle:UInt32})';

/** Hours that have ended and settled, and aren't rolled up as they are now; the latest first. */
export async function findDueHours(client: ClickHouseClient, options: DueOptions): Promise<DuePeriod[]> {
  return find(
    client,
    options,
    `SELECT h.organization_id AS organization_id, toUnixTimestamp(h.start) AS start, h.changes AS changes, inserted
     FROM ${hours} AS h LEFT JOIN ${rolled('hour')} AS r ON h.organization_id = r.organization_id AND h.start = r.start
     WHERE h.changes != r.changes AND ${settled}
       AND h.start + 3600 <= now64(3) - toIntervalMillisecond({settle:UInt32})
     ORDER BY start DESC, organization_id LIMIT {limit:UInt32}`,
  );
}

/** Days that have ended, whose hours are all rolled up as they are now, and that themselves aren't; the latest first. */
export async function findDueDays(client: ClickHouseClient, options: DueOptions): Promise<DuePeriod[]> {
  return find(
    client,
    options,
    `SELECT d.organization_id AS organization_id, toUnixTimestamp(d.start) AS start, d.changes AS changes, inserted
     FROM (
       SELECT h.organization_id AS organization_id, toDateTime(toStartOfDay(h.start, 'UTC'), 'UTC') AS start,
         sum(h.changes) AS changes, sum(inserted) AS inserted, countIf(h.changes != r.changes) AS stale
       FROM ${hours} AS h LEFT JOIN ${rolled('hour')} AS r ON h.organization_id = r.organization_id AND h.start = r.start
       GROUP BY organization_id, start
     ) AS d LEFT JOIN ${rolled('day')} AS r ON d.organization_id = r.organization_id AND d.start = r.start
     WHERE stale = 0 AND d.changes != r.changes AND d.start + 86400 <= now()
     ORDER BY start DESC, organization_id LIMIT {limit:UInt32}`,
  );
}

async function find(
  client: ClickHouseClient,
  { settleMs, since, limit }: DueOptions,
  query: string,
): Promise<DuePeriod[]> {
  const rows = await select(client, {
    purpose: 'rollups.due',
    query,
    parameters: { settle: settleMs, since: since ?? 0, limit },
    settings: { max_threads: 1 },
  });
  return z.array(rowSchema).parse(rows);
}
