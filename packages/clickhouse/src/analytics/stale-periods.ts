import { z } from 'zod';
import type { ClickHouseClient } from '../client.ts';
import { select } from '../select.ts';
import { toTimestamp } from '../timestamp.ts';
import { DAY_MS } from './plan-time.ts';

/** What of rollups can't be used, as periods by where they begin (ms since 1970). */
export interface StalePeriods {
  /** Their requests changed since they were rolled up, or they never were. */
  hours: ReadonlySet<number>;
  days: ReadonlySet<number>;
  /** Some values of the property are in (other). */
  foldedHours: ReadonlySet<number>;
  foldedDays: ReadonlySet<number>;
  /** Whether any request of the range was deleted. */
  deletions: boolean;
}

const seconds = z.coerce.number().int();
const rowSchema = z.object({ what: z.string(), starts: z.array(seconds) });

const mine = (start: string) => `organization_id = {organizationId:UUID}
  AND ${start} >= toDateTime({firstDay:UInt32}, 'UTC') AND ${start} < toDateTime({end:UInt32}, 'UTC')`;

/** By hour: how often its requests changed, and what its rollup and that of the day which begins there have seen. */
const hours = `
  SELECT start, sum(c) AS changed, max(h) AS hour_seen, max(d) AS day_seen FROM (
    SELECT hour AS start, changes AS c, 0 AS h, 0 AS d FROM rollup_changes WHERE ${mine('hour')}
    UNION ALL
    SELECT start, 0, if(grain = 'hour', changes, 0), if(grain = 'day', changes, 0) FROM rollup_periods
    WHERE ${mine('start')}
  ) GROUP BY start`;

const stale = `
  SELECT ['hour', 'day'] AS grains, [
      groupArrayArray(stale_hours), groupArrayIf(toUnixTimestamp(day), day_changed != day_rolled)
    ] AS lists
  FROM (
    SELECT toStartOfDay(start, 'UTC') AS day, sum(changed) AS day_changed, max(day_seen) AS day_rolled,
      groupArrayIf(toUnixTimestamp(start), changed != hour_seen) AS stale_hours
    FROM (${hours}) GROUP BY day
  )`;

const folded = `
  SELECT concat('folded ', toString(grain)) AS what, groupArray(toUnixTimestamp(start)) AS starts FROM (
    SELECT grain, start, argMax(folded, (changes, version)) AS properties
    FROM rollup_periods WHERE ${mine('start')} GROUP BY grain, start
  ) WHERE has(properties, {property:String}) GROUP BY grain`;

/** What rollups of an organization can't be used for in [from, to); `property` (lower case) where one is asked for. */
export async function readStalePeriods(
  client: ClickHouseClient,
  input: {
    organizationId: string;
    from: number;
    to: number;
    property: string | null;
    signal?: AbortSignal | undefined;
  },
): Promise<StalePeriods> {
  const { organizationId, from, to, property, signal } = input;
  const rows = await select(client, {
    purpose: 'analytics.stale',
    query: `SELECT grain AS what, list AS starts FROM (${stale}) ARRAY JOIN grains AS grain, lists AS list
      UNION ALL SELECT 'deletions', [toUInt32(1)] FROM (
        SELECT 1 FROM request_deletions WHERE organization_id = {organizationId:UUID}
          AND created_at >= {from:DateTime64(3, 'UTC')} AND created_at < {to:DateTime64(3, 'UTC')} LIMIT 1)
      ${property === null ? '' : `UNION ALL ${folded}`}`,
    parameters: {
      organizationId,
      from: toTimestamp(from),
      to: toTimestamp(to),
      firstDay: Math.max(0, (Math.floor(from / DAY_MS) * DAY_MS) / 1000),
      // A day is stale for what changed after the end of the range, too.
      end: (Math.ceil(to / DAY_MS) * DAY_MS) / 1000,
      ...(property !== null && { property }),
    },
    settings: { max_threads: 1 },
    signal,
  });
  const lists = new Map(
    z
      .array(rowSchema)
      .parse(rows)
      .map(({ what, starts }) => [what, starts]),
  );
  const periods = (what: string) => new Set((lists.get(what) ?? []).map((start) => start * 1000));
  return {
    hours: periods('hour'),
    days: periods('day'),
    foldedHours: periods('folded hour'),
    foldedDays: periods('folded day'),
    deletions: lists.has('deletions'),
  };
}
