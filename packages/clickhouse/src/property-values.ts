import { readNamedField } from '@heliograph/contracts/request-fields';
import type { FilterField } from '@heliograph/contracts/filter';
import { chooseRollup, type RollupChoice } from './analytics/choose-rollup.ts';
import { inHours } from './analytics/period-condition.ts';
import { planRollup, type RollupPlan } from './analytics/plan-rollup.ts';
import { HOUR_MS } from './analytics/plan-time.ts';
import { readRolledPeriods } from './analytics/rolled-periods.ts';
import { rollupPart } from './analytics/rollup-part.ts';
import type { ClickHouseClient } from './client.ts';
import { propertySource, readChangedProperties } from './property-source.ts';
import { type RequestsRange, type RequestsScope, scopeRequests } from './requests-scope.ts';

/** Rows of a property's `value` and its number of `requests`, not yet in any order, and their bound parameters. */
export interface PropertyValues {
  sql: string;
  parameters: Record<string, unknown>;
}

/**
 * How the values of a custom property are counted in a range: from rollups of the hours and days that have them all and
 * haven't changed since, and from the requests elsewhere; from these alone where the filter asks for more than the
 * property. Throws `invalid_request` for a filter that can't be read.
 */
export async function propertyValues(
  client: ClickHouseClient,
  range: RequestsRange,
  field: FilterField,
): Promise<PropertyValues> {
  const key = (readNamedField(field)?.name ?? '').toLowerCase();
  const choice = chooseRollup({
    groupBy: [`property.${key}`],
    filter: range.filter,
    measures: ['requests'],
  });
  const [from, to] = [range.from.getTime(), range.to.getTime()];
  if (choice === null || to - from <= HOUR_MS) return fromRequests(client, range, key, null);
  const { organizationId } = range;
  const periods = await readRolledPeriods(client, { organizationId, from, to });
  // A value in (other) would be missed: what was folded is counted among the requests.
  const all = { ...choice, asksValues: true };
  const plan = planRollup(periods, all, { from, to, starts: [], timezone: 'UTC' });
  if (plan.versions.length === 0) return fromRequests(client, range, key, null);
  const rolled = fromRollups(choice, range, plan);
  if (plan.raw.length === 0) return rolled;
  const raw = await fromRequests(client, range, key, { hours: plan.raw, deletions: periods.deletions });
  return {
    sql: `SELECT value, sum(requests) AS requests
      FROM (${rolled.sql} UNION ALL ${raw.sql}) GROUP BY value`,
    parameters: { ...rolled.parameters, ...raw.parameters },
  };
}

function fromRollups(
  choice: RollupChoice,
  { organizationId, filter }: RequestsRange,
  plan: RollupPlan,
): PropertyValues {
  const groupBy = [`property.${choice.property ?? ''}` as const];
  const { part, parameters } = rollupPart(choice, { groupBy, filter, measures: ['requests'] }, plan);
  return {
    sql: `SELECT value, sum(requests) AS requests FROM ${part.from} WHERE ${part.where} AND value != '' GROUP BY value`,
    parameters: { organizationId, ...parameters },
  };
}

/** The values among the requests themselves: of the whole range, or of some of its hours. */
async function fromRequests(
  client: ClickHouseClient,
  range: RequestsRange,
  key: string,
  some: { hours: readonly number[]; deletions: boolean } | null,
): Promise<PropertyValues> {
  const [scope, changed]: [RequestsScope, ReadonlyMap<string, string>] = await Promise.all([
    scopeRequests(client, range, some ?? undefined),
    readChangedProperties(client, range.organizationId),
  ]);
  const { from, value, has: isThere } = propertySource(changed.has(key));
  // An empty value isn't listed anyway, and comparing it reads half of what asking for its key does.
  const has = changed.has(key) ? isThere : `${value} != ''`;
  const within = inHours(some?.hours ?? []);
  return {
    sql: `SELECT ${value} AS value, count() AS requests FROM ${from}
      WHERE ${scope.where} AND ${has} ${some === null ? '' : `AND ${within.sql}`} GROUP BY value`,
    parameters: { ...scope.parameters, key, ...(some !== null && within.parameters) },
  };
}
