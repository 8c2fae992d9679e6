import type { AnalyticsGroup, AnalyticsGroupName } from '@heliograph/contracts/analytics-groups';
import type { Filter } from '@heliograph/contracts/filter';
import { filterToSql } from '../filter-to-sql.ts';
import type { AnalyticsPart } from './analytics-sql.ts';
import type { RollupChoice } from './choose-rollup.ts';
import { groupSql } from './group-columns.ts';
import { type MeasureName, measures } from './measures.ts';
import { inPeriods } from './period-condition.ts';
import { DAY_MS, HOUR_MS } from './plan-time.ts';
import type { RollupKind } from './rollup-kinds.ts';

/** The version of each period that counts. `{organizationId:UUID}` has to be bound. */
const currentVersions = (grain: 'hour' | 'day', isMeant: string) => `
  SELECT argMax(version, (changes, version)) FROM rollup_periods
  WHERE organization_id = {organizationId:UUID} AND grain = '${grain}' AND ${isMeant} GROUP BY start`;

/** What is read from a rollup of these hours or days (ms since 1970), and its parameters. */
export function rollupPart(
  { kind, property, histogram }: RollupChoice,
  { groupBy, filter }: { groupBy: readonly AnalyticsGroup[]; filter?: Filter | undefined },
  { grain, periods }: { grain: 'hour' | 'day'; periods: readonly number[] },
): { part: AnalyticsPart; parameters: Record<string, unknown> } {
  const length = grain === 'hour' ? HOUR_MS : DAY_MS;
  const meant = inPeriods('start', { name: `${grain}s`, start: 'start', periods, length });
  const where = [
    'organization_id = {organizationId:UUID}',
    `kind = '${kind.name}'`,
    `grain = '${grain}'`,
    property === null ? "property = ''" : 'property = {rolledProperty:String}',
    meant.sql,
    `version IN (${currentVersions(grain, meant.sql)})`,
  ];
  const parameters: Record<string, unknown> = {
    ...meant.parameters,
    ...(property !== null && { rolledProperty: property }),
  };
  if (filter !== undefined) {
    const prefix = 'rolled';
    const propertyColumn = property === null ? undefined : 'value';
    const { sql, parameters: values } = filterToSql(filter, new Set(), { prefix, propertyColumn });
    where.push(sql);
    Object.assign(parameters, values);
  }
  const part: AnalyticsPart = {
    from: `request_rollups${histogram === null ? '' : ` ARRAY JOIN ${bucketsOf(histogram)}`}`,
    where: where.join(' AND '),
    at: 'start',
    groups: groupBy.map((group) => groupOf(group, property)),
    measure: (measure) => (histogram === null ? partOf(kind, measure) : 'sum(bucket_requests)'),
  };
  return { part, parameters };
}

/** What a kind's rows are values of is counted as among the requests, everything else from the column of its name. */
const partOf = ({ distinct }: RollupKind, measure: MeasureName) =>
  measure === distinct ? measures[measure].part : measures[measure].again(measure);

const bucketsOf = (histogram: 'latency' | 'ttft') =>
  `mapKeys(${histogram}_histogram) AS bucket_from, mapValues(${histogram}_histogram) AS bucket_requests`;

function groupOf(group: AnalyticsGroup, property: string | null): string {
  if (property !== null) return 'value';
  if (group === 'latency_bucket' || group === 'ttft_bucket') return 'toString(bucket_from / 100)';
  return `toString(${groupSql[group as Exclude<AnalyticsGroupName, 'feature'>]})`;
}
