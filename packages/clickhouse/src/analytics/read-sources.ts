import { type AnalyticsQuestion, type AnalyticsSource } from '@heliograph/contracts/analytics';
import { groupedProperty } from '@heliograph/contracts/analytics-groups';
import type { ClickHouseClient } from '../client.ts';
import { readChangedProperties } from '../property-source.ts';
import { scopeRequests } from '../requests-scope.ts';
import type { AnalyticsPart } from './analytics-sql.ts';
import { chooseRollup, type RollupChoice } from './choose-rollup.ts';
import { groupColumn } from './group-columns.ts';
import { type MeasureName, measures } from './measures.ts';
import { inHours } from './period-condition.ts';
import { planRollup } from './plan-rollup.ts';
import { HOUR_MS, type TimePlan } from './plan-time.ts';
import { type PeriodsRange, readRolledPeriods, type RolledPeriods } from './rolled-periods.ts';
import { rollupPart } from './rollup-part.ts';
import { rollupKinds } from './rollup-kinds.ts';
import type { Stretches } from './stretches.ts';

/** Where some measures of a question are read from. */
export interface Source {
  name: AnalyticsSource;
  measures: MeasureName[];
  parts: AnalyticsPart[];
  parameters: Record<string, unknown>;
  /** Hours that are read from the requests themselves. */
  rawHours: number;
  /** Whether values of a property are in (other) already. */
  folded: boolean;
  /** Whether so little is read that a second thread would cost more than it saves. */
  small: boolean;
}

/** Hours of requests that are read as fast by one thread. */
const FEW_HOURS = 3;

interface Asked {
  organizationId: string;
  question: AnalyticsQuestion;
  stretches: Stretches;
  /** Whether rollups may be used at all; they aren't where both are to be compared. */
  rollups: boolean;
  /** How it is found out what is rolled up, where several questions share that. */
  readPeriods?: PeriodsReader | undefined;
  signal?: AbortSignal | undefined;
}

/** Reads what is rolled up of a range, or of one around it. */
export type PeriodsReader = (range: PeriodsRange) => Promise<RolledPeriods>;

/** The sources that together have all measures: one, unless there are no groups and no rollup has them all. */
export function readSources(
  client: ClickHouseClient,
  asked: Asked,
  needed: readonly MeasureName[],
): Promise<Source[]> {
  const byChoice = new Map<string, { choice: RollupChoice | null; measures: MeasureName[] }>();
  const together = asked.question.groupBy.length > 0;
  for (const list of together ? [[...needed]] : needed.map((measure) => [measure])) {
    const choice = canUseRollups(asked) ? chooseRollup({ ...asked.question, measures: list }) : null;
    const name = choice?.kind.name ?? 'raw';
    const known = byChoice.get(name) ?? { choice, measures: [] };
    byChoice.set(name, known);
    known.measures.push(...list);
  }
  return Promise.all(
    [...byChoice.values()].map((source) => readSource(client, asked, source.choice, source.measures)),
  );
}

/** Rollups have no minutes, and reading a few hours of requests takes no longer than asking what is rolled up. */
function canUseRollups({ rollups, stretches: { interval, from, to } }: Asked): boolean {
  return rollups && interval !== 'minute' && to - from > HOUR_MS;
}

async function readSource(
  client: ClickHouseClient,
  asked: Asked,
  choice: RollupChoice | null,
  needed: MeasureName[],
): Promise<Source> {
  const { organizationId, question, stretches, signal } = asked;
  const { from, to } = stretches;
  if (choice === null) {
    const { part, parameters } = await rawPart(client, asked, null);
    const rawHours = (to - from) / HOUR_MS;
    return {
      name: 'raw',
      measures: needed,
      parts: [part],
      parameters,
      rawHours,
      folded: false,
      small: false,
    };
  }
  const range = { organizationId, from, to };
  const periods = await (asked.readPeriods?.(range) ?? readRolledPeriods(client, range, signal));
  const starts = stretches.interval === 'none' ? [] : stretches.starts;
  const plan = planRollup(periods, choice, { from, to, starts, timezone: question.timezone });
  const raw =
    plan.raw.length === 0 ? [] : [await rawPart(client, asked, { plan, deletions: periods.deletions })];
  // Hours without requests have no version; where there are no others, one part still has to say so.
  const isNeeded = plan.versions.length > 0 || raw.length === 0;
  const all = [...(isNeeded ? [rollupPart(choice, { ...question, measures: needed }, plan)] : []), ...raw];
  const rawHours = hoursOf(plan, from, to);
  return {
    name: plan.hours.length + plan.days.length === 0 ? 'raw' : choice.kind.name,
    measures: needed,
    parts: all.map(({ part }) => part),
    parameters: Object.assign({ organizationId }, ...all.map(({ parameters }) => parameters)),
    rawHours,
    small: choice.kind.isSmall && rawHours <= FEW_HOURS,
    folded: plan.folded,
  };
}

/** The requests themselves: of the whole range, or of a plan's raw hours alone. */
async function rawPart(
  client: ClickHouseClient,
  { organizationId, question: { groupBy, filter }, stretches: { from, to } }: Asked,
  mixed: { plan: TimePlan; deletions: boolean } | null,
): Promise<{ part: AnalyticsPart; parameters: Record<string, unknown> }> {
  const raw = mixed?.plan.raw ?? [];
  const last = raw.at(-1);
  const range =
    last === undefined
      ? { from, to }
      : { from: Math.max(from, raw[0] ?? from), to: Math.min(to, last + HOUR_MS) };
  const withProperties = groupBy.some((group) => groupedProperty(group) !== null);
  const [scope, changed] = await Promise.all([
    scopeRequests(
      client,
      { organizationId, from: new Date(range.from), to: new Date(range.to), filter },
      mixed ?? undefined,
    ),
    withProperties ? readChangedProperties(client, organizationId) : new Map<string, string>(),
  ]);
  const columns = groupBy.map((group, at) => groupColumn(group, at, new Set(changed.keys())));
  const within = mixed === null ? { sql: 'true', parameters: {} } : inHours(raw);
  return {
    part: {
      from: ['requests', ...columns.flatMap(({ join }) => join ?? [])].join(' '),
      where: [scope.where, within.sql, ...columns.flatMap(({ has }) => has ?? [])].join(' AND '),
      at: 'created_at',
      groups: columns.map(({ sql }) => sql),
      measure: (measure) => measures[measure].part,
      single: false,
    },
    parameters: Object.assign(
      {},
      scope.parameters,
      within.parameters,
      ...columns.map(({ parameters }) => parameters),
    ),
  };
}

/** Hours of the range that a plan reads from the requests, parts of hours included. */
function hoursOf({ raw }: TimePlan, from: number, to: number): number {
  return raw.reduce((sum, hour) => sum + (Math.min(hour + HOUR_MS, to) - Math.max(hour, from)) / HOUR_MS, 0);
}

/** What to call several sources: the one with the most rows. */
export function nameOfAll(sources: readonly Source[]): AnalyticsSource {
  const order: readonly AnalyticsSource[] = [...rollupKinds.map(({ name }) => name), 'raw'];
  return sources.reduce<AnalyticsSource>(
    (most, { name }) => (order.indexOf(name) > order.indexOf(most) ? name : most),
    'total',
  );
}
