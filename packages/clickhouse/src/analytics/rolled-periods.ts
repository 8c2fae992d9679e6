import { z } from 'zod';
import type { ClickHouseClient } from '../client.ts';
import { select } from '../select.ts';
import { toTimestamp } from '../timestamp.ts';
import { DAY_MS, HOUR_MS } from './plan-time.ts';

/** What is rolled up of an organization in a range, as periods by where they begin (ms since 1970). */
export interface RolledPeriods {
  /** Hours whose requests changed since they were rolled up, or that never were. */
  staleHours: ReadonlySet<number>;
  /** The version that counts, of hours and of days (24 hours from any hour on) that are up to date. */
  hours: ReadonlyMap<number, string>;
  days: ReadonlyMap<number, string>;
  /** Properties (lower case) some of whose values are in (other), of the hours and days that have such. */
  foldedHours: ReadonlyMap<number, readonly string[]>;
  foldedDays: ReadonlyMap<number, readonly string[]>;
  /** Whether any request of the range was deleted. */
  deletions: boolean;
}

export interface PeriodsRange {
  organizationId: string;
  /** ms since 1970, the second exclusive. */
  from: number;
  to: number;
}

const numbers = z.array(z.number().int());
/** Numbers of 64 bits. */
const versions = z.array(z.string().regex(/^\d+$/));
const rowSchema = z.object({
  starts: numbers,
  changes: numbers,
  hour_changes: numbers,
  hour_versions: versions,
  day_changes: numbers,
  day_versions: versions,
  folded_starts: numbers,
  folded_days: z.array(z.boolean()),
  folded: z.array(z.array(z.string())),
});

const mine = (start: string) => `organization_id = {organizationId:UUID}
  AND ${start} >= toDateTime({firstHour:UInt32}, 'UTC') AND ${start} < toDateTime({end:UInt32}, 'UTC')`;

/** Stands for an hour where there are deletions: a query of its own for them costs as much as all the rest. */
const DELETIONS = 0;

/** By hour: how often its requests changed, and what its rollup and that of the day which begins there have seen. */
const byHour = `
  SELECT start, sum(c) AS changed, max(h) AS hour_changed, argMax(hv, (h, hv)) AS hour_version,
    max(d) AS day_changed, argMax(dv, (d, dv)) AS day_version,
    argMax(hour_folded, (h, hv)) AS folded_hour, argMax(day_folded, (d, dv)) AS folded_day
  FROM (
    SELECT hour AS start, changes AS c, 0 AS h, 0 AS hv, 0 AS d, 0 AS dv, emptyArrayString() AS hour_folded,
      emptyArrayString() AS day_folded
    FROM rollup_changes WHERE ${mine('hour')}
    UNION ALL
    SELECT start, 0, is_hour * changes, is_hour * version, is_day * changes, is_day * version,
      if(is_hour, folded, []), if(is_day, folded, [])
    FROM (SELECT *, grain = 'hour' AS is_hour, grain = 'day' AS is_day FROM rollup_periods WHERE ${mine('start')})
    UNION ALL
    SELECT toDateTime(${DELETIONS}, 'UTC'), 0, 0, 0, 0, 0, [], [] FROM (
      SELECT 1 FROM request_deletions WHERE organization_id = {organizationId:UUID}
        AND created_at >= {from:DateTime64(3, 'UTC')} AND created_at < {to:DateTime64(3, 'UTC')} LIMIT 1)
  ) GROUP BY start ORDER BY start`;

const query = `SELECT groupArray(toUnixTimestamp(start)) AS starts, groupArray(toUInt32(changed)) AS changes,
    groupArray(toUInt32(hour_changed)) AS hour_changes, groupArray(toString(hour_version)) AS hour_versions,
    groupArray(toUInt32(day_changed)) AS day_changes, groupArray(toString(day_version)) AS day_versions,
    arrayConcat(groupArrayIf(toUnixTimestamp(start), notEmpty(folded_hour)),
      groupArrayIf(toUnixTimestamp(start), notEmpty(folded_day))) AS folded_starts,
    arrayConcat(groupArrayIf(false, notEmpty(folded_hour)), groupArrayIf(true, notEmpty(folded_day))) AS folded_days,
    arrayConcat(groupArrayIf(folded_hour, notEmpty(folded_hour)),
      groupArrayIf(folded_day, notEmpty(folded_day))) AS folded
  FROM (${byHour})`;

/** What is rolled up of an organization in a range, and up to date as of now. */
export async function readRolledPeriods(
  client: ClickHouseClient,
  { organizationId, from, to }: PeriodsRange,
  signal?: AbortSignal,
): Promise<RolledPeriods> {
  const rows = await select(client, {
    purpose: 'analytics.periods',
    query,
    parameters: {
      organizationId,
      from: toTimestamp(from),
      to: toTimestamp(to),
      firstHour: Math.max(0, (Math.floor(from / HOUR_MS) * HOUR_MS) / 1000),
      end: (Math.ceil(to / HOUR_MS) * HOUR_MS) / 1000,
    },
    settings: { max_threads: 1 },
    signal,
  });
  const [row] = z.array(rowSchema).parse(rows);
  if (row === undefined) throw new Error('ClickHouse gave no row where there is always one');
  const foldedOf = (isDay: boolean) =>
    new Map(
      row.folded_starts.flatMap((start, at) =>
        row.folded_days[at] === isDay ? [[start * 1000, row.folded[at] ?? []] as const] : [],
      ),
    );
  return {
    ...periodsOf(row),
    foldedHours: foldedOf(false),
    foldedDays: foldedOf(true),
    deletions: row.starts.includes(DELETIONS),
  };
}

/** A rollup is up to date that has seen all changes of its hours. */
function periodsOf(row: z.infer<typeof rowSchema>): Pick<RolledPeriods, 'staleHours' | 'hours' | 'days'> {
  const staleHours = new Set<number>();
  const hours = new Map<number, string>();
  const days = new Map<number, string>();
  let [behind, changed] = [0, 0];
  const starts = row.starts.map((start) => start * 1000);
  for (const [at, start] of starts.entries()) {
    if (start === DELETIONS) {
      staleHours.add(start);
      continue;
    }
    const changes = row.changes[at] ?? 0;
    const seen = row.hour_changes[at] ?? 0;
    if (changes !== seen) staleHours.add(start);
    else if (seen > 0) hours.set(start, row.hour_versions[at] ?? '');
    // `changed` becomes how often requests of the day that begins here did.
    while ((starts[behind] ?? Infinity) < start + DAY_MS) {
      changed += row.changes[behind] ?? 0;
      behind += 1;
    }
    const daySeen = row.day_changes[at] ?? 0;
    if (daySeen > 0 && daySeen === changed) days.set(start, row.day_versions[at] ?? '');
    changed -= changes;
  }
  return { staleHours, hours, days };
}
