import { z } from 'zod';
import type { AlertMetric } from '@heliograph/contracts/alert-metrics';
import type { AlertGroupField } from '@heliograph/contracts/alerts';
import type { Filter } from '@heliograph/contracts/filter';
import type { ClickHouseClient } from '../client.ts';
import { type LaterChanges, scopeRequests } from '../requests-scope.ts';
import { select } from '../select.ts';
import { toTimestamp } from '../timestamp.ts';
import { aggregateSql, metricSql } from './aggregates.ts';
import { groupSql } from './groups.ts';

/** What is asked of several stretches of time at once. */
export interface WindowsQuestion {
  organizationId: string;
  filter: Filter | null;
  groupBy: readonly AlertGroupField[];
  metrics: readonly AlertMetric[];
  /** [from, to), ms since 1970; none overlaps another. */
  ranges: readonly { from: number; to: number }[];
  /** Groups in the answer: those with most requests. */
  mostGroups: number;
  /** Where several questions are asked at once: what arrived later in any of their ranges. */
  later?: LaterChanges;
}

/** What a group's requests make, range by range; a group without requests in a range isn't in it. */
export interface GroupWindows {
  /** In the order of `groupBy`. */
  group: string[];
  ranges: ({ requests: number; values: (number | null)[] } | null)[];
}

const rowSchema = z.object({
  range: z.number().int(),
  group: z.array(z.string()),
  requests: z.coerce.number().int(),
  values: z.array(z.number().nullable()),
});

/**
 * Metrics over the rows of several ranges, in one query over the raw rows, so that what was logged a moment ago is in it.
 * Throws `invalid_request` for a filter that can't be read, and the client's error where ClickHouse is away.
 */
export async function readWindows(
  client: ClickHouseClient,
  question: WindowsQuestion,
): Promise<{ groups: GroupWindows[]; truncated: boolean }> {
  const { organizationId, filter, groupBy, metrics, ranges, mostGroups } = question;
  const from = Math.min(...ranges.map((range) => range.from));
  const to = Math.max(...ranges.map((range) => range.to));
  const range = { organizationId, from: new Date(from), to: new Date(to), filter: filter ?? undefined };
  const scope = await scopeRequests(client, range, question.later);
  const group = groupSql(groupBy);
  const within = ranges.map(
    (_, at) =>
      `(created_at >= {from_${at}:DateTime64(3, 'UTC')} AND created_at < {to_${at}:DateTime64(3, 'UTC')})`,
  );
  const bounds = ranges.flatMap((range, at) => [
    [`from_${at}`, toTimestamp(range.from)],
    [`to_${at}`, toTimestamp(range.to)],
  ]);
  const [only] = ranges;
  const index =
    ranges.length === 1
      ? 'toInt32(0)'
      : `toInt32(multiIf(${within.map((sql, at) => `${sql}, ${at}`).join(', ')}, -1))`;
  const minutes = ((only?.to ?? 0) - (only?.from ?? 0)) / 60_000;
  const values = metrics.map((metric) => {
    const { aggregates, combine } = metricSql(metric);
    const results = aggregates.map((aggregate) => aggregateSql(aggregate));
    return `CAST(${combine(results, minutes)}, 'Nullable(Float64)')`;
  });
  const rows = await select(client, {
    purpose: 'alerts.windows',
    query: `SELECT ${index} AS range, ${group.sql} AS group, count() AS requests, [${values.join(', ')}] AS values
      FROM requests WHERE ${scope.where}${ranges.length === 1 ? '' : ` AND (${within.join(' OR ')})`}
      GROUP BY range, group ORDER BY range, requests DESC LIMIT {most:UInt32} BY range`,
    parameters: {
      ...scope.parameters,
      ...group.parameters,
      ...(ranges.length === 1 ? {} : Object.fromEntries(bounds)),
      most: mostGroups + 1,
    },
    settings: { max_threads: 2 },
  });
  return byGroup(z.array(rowSchema).parse(rows), ranges.length, mostGroups);
}

function byGroup(rows: z.infer<typeof rowSchema>[], ranges: number, mostGroups: number) {
  const groups = new Map<string, GroupWindows>();
  for (const { range, group, requests, values } of rows) {
    const key = JSON.stringify(group);
    const known = groups.get(key) ?? { group, ranges: Array.from({ length: ranges }, () => null) };
    known.ranges[range] = { requests, values };
    groups.set(key, known);
  }
  const all = [...groups.values()];
  return { groups: all.slice(0, mostGroups), truncated: all.length > mostGroups };
}
