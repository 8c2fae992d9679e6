import { z } from 'zod';
import type { AlertMetric } from '@heliograph/contracts/alert-metrics';
import type { AlertGroupField } from '@heliograph/contracts/alerts';
import type { Filter } from '@heliograph/contracts/filter';
import type { ClickHouseClient } from '../client.ts';
import { scopeRequests } from '../requests-scope.ts';
import { select } from '../select.ts';
import { aggregateSql, mergeSql, metricSql } from './aggregates.ts';
import { groupSql } from './groups.ts';

interface SeriesQuestion {
  organizationId: string;
  filter: Filter | null;
  groupBy: readonly AlertGroupField[];
  metric: AlertMetric;
  /** [from, to), ms since 1970, both at whole steps. */
  from: number;
  to: number;
  stepMs: number;
  /** A value is of so many steps, the last of which ends at its time. */
  windowSteps: number;
  mostGroups: number;
}

/** Windows that roll on step by step, each named by its end (ms). */
export interface GroupSeries {
  group: string[];
  points: { time: number; value: number | null; requests: number }[];
}

const rowSchema = z.object({
  // Seconds since the epoch.
  time: z.coerce.number().int(),
  group: z.array(z.string()),
  groups: z.coerce.number().int(),
  requests: z.coerce.number().int(),
  value: z.number().nullable(),
});

/**
 * A metric over windows that roll through a range, without gaps, in one query: rows become states of steps, and windows merge
 * the states of theirs. The groups with most requests, of `groupCount`.
 */
export async function readSeries(
  client: ClickHouseClient,
  question: SeriesQuestion,
): Promise<{ series: GroupSeries[]; groupCount: number }> {
  const { organizationId, filter, groupBy, metric, from, to, stepMs, windowSteps, mostGroups } = question;
  const scope = await scopeRequests(client, {
    organizationId,
    from: new Date(from),
    to: new Date(to),
    filter: filter ?? undefined,
  });
  const group = groupSql(groupBy);
  const { aggregates, combine } = metricSql(metric);
  const states = aggregates.map((aggregate, at) => `${aggregateSql(aggregate, 'State')} AS state_${at}`);
  const over =
    'OVER (PARTITION BY group ORDER BY step ROWS BETWEEN {before:UInt32} PRECEDING AND CURRENT ROW)';
  const merged = aggregates.map((aggregate, at) => `${mergeSql(aggregate, `state_${at}`)} ${over}`);
  const minutes = (windowSteps * stepMs) / 60_000;
  const rows = await select(client, {
    purpose: 'alerts.preview',
    query: `WITH steps AS (
        SELECT ${group.sql} AS group, toInt64(intDiv(toUnixTimestamp(created_at), {step:UInt32})) AS step,
          count() AS requests_of_step, ${states.join(', ')}
        FROM requests WHERE ${scope.where} GROUP BY group, step
      ), top AS (
        SELECT group, count() OVER () AS groups FROM steps GROUP BY group ORDER BY sum(requests_of_step) DESC LIMIT {most:UInt32}
      ), filled AS (
        SELECT * FROM steps WHERE group IN (SELECT group FROM top)
        ORDER BY group, step WITH FILL FROM {first:Int64} TO {last:Int64}
      )
      SELECT (step + 1) * {step:UInt32} AS time, group, (SELECT max(groups) FROM top) AS groups,
        sum(requests_of_step) ${over} AS requests, CAST(${combine(merged, minutes)}, 'Nullable(Float64)') AS value
      FROM filled ORDER BY group, step`,
    parameters: {
      ...scope.parameters,
      ...group.parameters,
      step: stepMs / 1000,
      before: windowSteps - 1,
      first: Math.floor(from / stepMs),
      last: Math.ceil(to / stepMs),
      most: mostGroups,
    },
  });
  const parsed = z.array(rowSchema).parse(rows);
  const series = new Map<string, GroupSeries>();
  for (const { time, group: values, requests, value } of parsed) {
    const key = JSON.stringify(values);
    const known = series.get(key) ?? { group: values, points: [] };
    known.points.push({ time: time * 1000, value, requests });
    series.set(key, known);
  }
  return { series: [...series.values()], groupCount: parsed[0]?.groups ?? 0 };
}
