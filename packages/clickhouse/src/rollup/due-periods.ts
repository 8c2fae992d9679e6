import { z } from 'zod';
import type { ClickHouseClient } from '../client.ts';
import { select } from '../select.ts';
import { askedOffsets } from './rollup-offsets.ts';

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

/** Days (UTC) of organizations in which something changed, and so many before and behind each of them. */
const changedDays = (around: 0 | 1) => `
  SELECT organization_id, arrayJoin(arrayMap(n -> toStartOfDay(hour, 'UTC') + toIntervalDay(n), range(-${around}, ${around} + 1)))
  FROM rollup_changes WHERE changed_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')`;

const rolled = (grain: 'hour' | 'day', around: 0 | 1) => `(
  SELECT organization_id, start, max(changes) AS changes FROM rollup_periods WHERE grain = '${grain}'
    AND (organization_id, toStartOfDay(start, 'UTC')) IN (${changedDays(around)})
  GROUP BY organization_id, start)`;

/** Hours with their changes, of all days in which something changed. */
const hours = (around: 0 | 1) => `(
  SELECT organization_id, hour AS start, sum(changes) AS changes, sum(inserted) AS inserted,
    max(changed_at) AS changed_at
  FROM rollup_changes
  WHERE (organization_id, toStartOfDay(hour, 'UTC')) IN (${changedDays(around)})
  GROUP BY organization_id, hour)`;

const settled = 'changed_at <= now64(3) - toIntervalMillisecond({settle:UInt32})';

/** Hours that have ended and settled, and aren't rolled up as they are now; the latest first. */
export async function findDueHours(client: ClickHouseClient, options: DueOptions): Promise<DuePeriod[]> {
  return find(
    client,
    options,
    `SELECT h.organization_id AS organization_id, toUnixTimestamp(h.start) AS start, h.changes AS changes, inserted
     FROM ${hours(0)} AS h LEFT JOIN ${rolled('hour', 0)} AS r
       ON h.organization_id = r.organization_id AND h.start = r.start
     WHERE h.changes != r.changes AND ${settled}
       AND h.start + 3600 <= now64(3) - toIntervalMillisecond({settle:UInt32})
     ORDER BY start DESC, organization_id LIMIT {limit:UInt32}`,
  );
}

/**
 * Days that have ended, whose hours are all rolled up as they are now, and that themselves aren't; the latest first. They
 * begin at midnight of UTC, and at the hours that an organization's people have asked for.
 */
export async function findDueDays(client: ClickHouseClient, options: DueOptions): Promise<DuePeriod[]> {
  return find(
    client,
    options,
    `SELECT d.organization_id AS organization_id, toUnixTimestamp(d.start) AS start, day_changes AS changes,
       day_inserted AS inserted
     FROM (
       SELECT organization_id, ${startOfDay('hour', 'offset')} AS start, sum(changes) AS day_changes,
         sum(inserted) AS day_inserted, countIf(changes != seen) AS stale
       FROM (
         SELECT h.organization_id AS organization_id, h.start AS hour, h.changes AS changes, inserted, changed_at,
           r.changes AS seen, arrayJoin(arrayPushFront(o.offsets, 0)) AS offset
         FROM ${hours(1)} AS h
         LEFT JOIN ${rolled('hour', 1)} AS r ON h.organization_id = r.organization_id AND h.start = r.start
         LEFT JOIN ${askedOffsets} AS o ON h.organization_id = o.organization_id
       )
       -- Of the days around some hours may be missing.
       GROUP BY organization_id, start HAVING max(changed_at) >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
     ) AS d LEFT JOIN ${rolled('day', 1)} AS r ON d.organization_id = r.organization_id AND d.start = r.start
     WHERE stale = 0 AND day_changes != r.changes AND d.start + 86400 <= now()
     ORDER BY start DESC, organization_id LIMIT {limit:UInt32}`,
  );
}

/** Where the day begins that an hour lies in, when days begin so many hours behind midnight of UTC. */
export const startOfDay = (hour: string, offset: string): string =>
  `toDateTime(toStartOfDay(${hour} - toIntervalHour(${offset}), 'UTC'), 'UTC') + toIntervalHour(${offset})`;

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
