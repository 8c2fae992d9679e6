import { z } from 'zod';
import type { ClickHouseClient } from '../client.ts';
import { select } from '../select.ts';
import { DAY_MS } from './plan-time.ts';

/** Periods whose rollup isn't what their requests add up to, by where they begin (ms since 1970). */
export interface StalePeriods {
  hours: Set<number>;
  days: Set<number>;
  /** Those that hold some values of the property in (other). */
  foldedHours: Set<number>;
  foldedDays: Set<number>;
}

const rowSchema = z.object({
  what: z.enum(['stale', 'folded']),
  grain: z.enum(['hour', 'day']),
  // Seconds since 1970.
  start: z.coerce.number().int(),
});

const mine = `organization_id = {organizationId:UUID}
  AND start >= toDateTime({firstDay:UInt32}, 'UTC') AND start < toDateTime({end:UInt32}, 'UTC')`;

/** Periods that changed since they were rolled up, or never were. One without requests is none of them. */
const stale = (grain: 'hour' | 'day', start: string) => `
  SELECT 'stale' AS what, '${grain}' AS grain, toUnixTimestamp(changed.start) AS start FROM (
    SELECT ${start} AS start, sum(changes) AS changes FROM (
      SELECT hour, changes, organization_id FROM rollup_changes
      WHERE organization_id = {organizationId:UUID}
        AND hour >= toDateTime({firstDay:UInt32}, 'UTC') AND hour < toDateTime({end:UInt32}, 'UTC'))
    GROUP BY start
  ) AS changed LEFT JOIN (
    SELECT start, max(changes) AS changes FROM rollup_periods WHERE ${mine} AND grain = '${grain}' GROUP BY start
  ) AS rolled ON changed.start = rolled.start WHERE changed.changes != rolled.changes`;

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
  const folded = `UNION ALL SELECT 'folded', toString(grain), toUnixTimestamp(start) FROM (
      SELECT grain, start, argMax(folded, (changes, version)) AS properties
      FROM rollup_periods WHERE ${mine} GROUP BY grain, start
    ) WHERE has(properties, {property:String})`;
  const rows = await select(client, {
    purpose: 'analytics.stale',
    query: `${stale('hour', 'hour')} UNION ALL ${stale('day', "toDateTime(toStartOfDay(hour, 'UTC'), 'UTC')")}
      ${property === null ? '' : folded}`,
    parameters: {
      organizationId,
      firstDay: Math.max(0, (Math.floor(from / DAY_MS) * DAY_MS) / 1000),
      // A day is stale for what changed after the end of the range, too.
      end: (Math.ceil(to / DAY_MS) * DAY_MS) / 1000,
      ...(property !== null && { property }),
    },
    signal,
  });
  const found: StalePeriods = {
    hours: new Set(),
    days: new Set(),
    foldedHours: new Set(),
    foldedDays: new Set(),
  };
  for (const { what, grain, start } of z.array(rowSchema).parse(rows)) {
    const [stalePeriods, foldedPeriods] =
      grain === 'hour' ? [found.hours, found.foldedHours] : [found.days, found.foldedDays];
    (what === 'stale' ? stalePeriods : foldedPeriods).add(start * 1000);
  }
  return found;
}
