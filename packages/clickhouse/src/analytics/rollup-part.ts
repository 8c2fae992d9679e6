import type { AnalyticsGroup, AnalyticsGroupName } from '@heliograph/contracts/analytics-groups';
import type { Filter } from '@heliograph/contracts/filter';
import { filterToSql } from '../filter-to-sql.ts';
import type { AnalyticsPart } from './analytics-sql.ts';
import type { RollupChoice } from './choose-rollup.ts';
import { groupSql } from './group-columns.ts';
import { type MeasureName, measures as allMeasures } from './measures.ts';
import { inPeriods } from './period-condition.ts';
import { DAY_MS, HOUR_MS } from './plan-time.ts';
import type { RollupKind } from './rollup-kinds.ts';

/** Hours and days (ms since 1970) of a rollup, and the versions of them that count. */
export interface RolledTime {
  hours: readonly number[];
  days: readonly number[];
  versions: readonly string[];
}

/** What is read from a rollup of these hours and days, and its parameters. `{organizationId:UUID}` has to be bound. */
export function rollupPart(
  { kind, property, histogram }: RollupChoice,
  {
    groupBy,
    filter,
    measures,
  }: {
    groupBy: readonly AnalyticsGroup[];
    filter?: Filter | undefined;
    measures: readonly MeasureName[];
  },
  { hours, days, versions }: RolledTime,
): { part: AnalyticsPart; parameters: Record<string, unknown> } {
  const grains = [
    { grain: 'hour', length: HOUR_MS, periods: hours },
    { grain: 'day', length: DAY_MS, periods: days },
  ].filter(({ periods }) => periods.length > 0);
  const within = grains.map(({ grain, length, periods }) => {
    const meant = inPeriods('start', { name: `${grain}s`, start: 'start', periods, length });
    return { sql: `grain = '${grain}' AND ${meant.sql}`, parameters: meant.parameters };
  });
  const where = [
    'organization_id = {organizationId:UUID}',
    `kind = '${kind.name}'`,
    property === null ? "property = ''" : 'property = {rolledProperty:String}',
    `(${within.map(({ sql }) => sql).join(' OR ') || 'false'})`,
    // No two periods have one in common. Listed, they cost less than where a statement has to find them.
    'version IN {versions:Array(UInt64)}',
  ];
  const parameters: Record<string, unknown> = Object.assign(
    { versions: versions.map(BigInt) },
    ...within.map((one) => one.parameters),
  );
  if (property !== null) parameters['rolledProperty'] = property;
  if (filter !== undefined) {
    const prefix = 'rolled';
    const propertyColumn = property === null ? undefined : 'value';
    const { sql, parameters: values } = filterToSql(filter, new Set(), { prefix, propertyColumn });
    where.push(sql);
    Object.assign(parameters, values);
  }
  const single = kind.distinct === undefined || !measures.includes(kind.distinct);
  const part: AnalyticsPart = {
    from: `request_rollups${histogram === null ? '' : ` ARRAY JOIN ${bucketsOf(histogram)}`}`,
    where: where.join(' AND '),
    at: 'start',
    groups: groupBy.map((group) => groupOf(group, property)),
    measure: (measure) => (histogram === null ? partOf(kind, measure, single) : 'bucket_requests'),
    single,
  };
  return { part, parameters };
}

/** What a kind's rows are values of is counted as among the requests, everything else stands in the column of its name. */
function partOf({ distinct }: RollupKind, measure: MeasureName, single: boolean): string {
  if (measure === distinct) return allMeasures[measure].part;
  return single ? measure : allMeasures[measure].again(measure);
}

const bucketsOf = (histogram: 'latency' | 'ttft') =>
  `mapKeys(${histogram}_histogram) AS bucket_from, mapValues(${histogram}_histogram) AS bucket_requests`;

function groupOf(group: AnalyticsGroup, property: string | null): string {
  if (property !== null) return 'value';
  if (group === 'latency_bucket' || group === 'ttft_bucket') return 'toString(bucket_from / 100)';
  return `toString(${groupSql[group as Exclude<AnalyticsGroupName, 'feature'>]})`;
}
