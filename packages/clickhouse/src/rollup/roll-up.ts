import { randomUUID } from 'node:crypto';
import { rollupKinds } from '../analytics/rollup-kinds.ts';
import type { ClickHouseClient } from '../client.ts';
import { readChangedProperties } from '../property-source.ts';
import { scopeRequests } from '../requests-scope.ts';
import { isChangingCosts } from '../change-costs.ts';
import { type DuePeriod, findDueDays, findDueHours } from './due-periods.ts';
import { insertDays, insertHours, insertProperties, registerPeriods } from './insert-rollups.ts';

export interface RollUpOptions {
  /** Changes are left alone for so long (ms): longer than a statement of ours may take. */
  settleMs?: number;
  /** Only what changed since (ms since 1970); null for all. */
  since?: number | null;
  /** Told before every step; false ends it. */
  goesOn?: () => Promise<boolean> | boolean;
}

/** Longer than the client waits for a statement, an insert or an order to change costs. */
const SETTLE_MS = 60_000;
/** What one step reads: it ends well within the client's time. */
const STEP_ROWS = 300_000;
const STEP_PERIODS = 240;
/** Periods that are looked for at once. */
const PASS_PERIODS = 2_000;
/** A step that took longer is given up: whoever sweeps may take its rows for those of a worker that died. */
const LONGEST_STEP_MS = 10 * 60_000;

/** One thread: what is stored and asked meanwhile comes first. */
const settings = { max_threads: 1, max_memory_usage: '1500000000', max_execution_time: 28 } as const;

/**
 * Rolls up the hours and days that have ended and whose rollup is missing or out of date, the latest first. Each step
 * writes rows of a version of its own and then says that they count, so that it may be cut off at any point, and several
 * workers may do the same at once. Resolves with what it made, and whether that was all there was to do. Rejects where
 * ClickHouse is away.
 */
export async function rollUp(
  client: ClickHouseClient,
  { settleMs = SETTLE_MS, since = null, goesOn = () => true }: RollUpOptions = {},
): Promise<{ hours: number; days: number; complete: boolean }> {
  const due = { settleMs, since, limit: PASS_PERIODS };
  const made = { hours: 0, days: 0 };
  for (const grain of ['hour', 'day'] as const) {
    const periods = await (grain === 'hour' ? findDueHours : findDueDays)(client, due);
    for (const step of stepsOf(grain, periods)) {
      if (!(await goesOn())) return { ...made, complete: false };
      // Half of an hour's costs may be new: those hours were marked before, and are left until all are.
      if (grain === 'hour' && (await isChangingCosts(client))) return { ...made, complete: false };
      await (grain === 'hour' ? rollUpHours : rollUpDays)(client, step);
      made[grain === 'hour' ? 'hours' : 'days'] += step.length;
    }
    if (periods.length === PASS_PERIODS) return { ...made, complete: false };
  }
  return { ...made, complete: true };
}

const DAY_S = 86_400;

/** Periods of one organization each, as many as a step can read; days all begin at the same hour. */
function* stepsOf(grain: 'hour' | 'day', periods: readonly DuePeriod[]): Generator<DuePeriod[]> {
  const alike = new Map<string, DuePeriod[]>();
  for (const period of periods) {
    const key = `${period.organizationId} ${grain === 'day' ? period.start % DAY_S : ''}`;
    const own = alike.get(key) ?? [];
    alike.set(key, own);
    own.push(period);
  }
  for (const own of alike.values()) {
    let step: DuePeriod[] = [];
    let rows = 0;
    for (const period of own) {
      if (step.length > 0 && (rows + period.rows > STEP_ROWS || step.length === STEP_PERIODS)) {
        yield step;
        [step, rows] = [[], 0];
      }
      step.push(period);
      rows += period.rows;
    }
    if (step.length > 0) yield step;
  }
}

async function rollUpHours(client: ClickHouseClient, step: readonly DuePeriod[]): Promise<void> {
  const { organizationId, starts, first, last } = extentOf(step);
  const [scope, changed] = await Promise.all([
    scopeRequests(client, {
      organizationId,
      from: new Date(first * 1000),
      to: new Date((last + 3_600) * 1000),
    }),
    readChangedProperties(client, organizationId),
  ]);
  const where = `${scope.where} AND toStartOfHour(created_at, 'UTC') IN {starts:Array(DateTime('UTC'))}`;
  await write(client, step, 'hour', { ...scope.parameters, organizationId, starts }, (kind) =>
    kind.name === 'property' ? insertProperties(kind, where, changed.size > 0) : insertHours(kind, where),
  );
}

async function rollUpDays(client: ClickHouseClient, step: readonly DuePeriod[]): Promise<void> {
  const { organizationId, starts, first, last } = extentOf(step);
  const offset = (first % DAY_S) / 3_600;
  const days = { days: starts, firstDay: first, end: last + DAY_S, offset };
  await write(client, step, 'day', { ...days, organizationId }, insertDays);
}

/** Writes the rows of all kinds, and then that they count. */
async function write(
  client: ClickHouseClient,
  step: readonly DuePeriod[],
  grain: 'hour' | 'day',
  scope: Record<string, unknown>,
  insert: (kind: (typeof rollupKinds)[number]) => string,
): Promise<void> {
  const startedAt = performance.now();
  const parameters = { ...scope, step: randomUUID() };
  const run = (purpose: string, query: string, more: Record<string, unknown> = {}) =>
    client.command({
      query,
      query_params: { ...parameters, ...more },
      clickhouse_settings: { ...settings, log_comment: `heliograph:${purpose}` },
    });
  const ofUtc = (step[0]?.start ?? 0) % DAY_S === 0;
  for (const kind of rollupKinds) {
    if (grain === 'day' && !hasDays(kind, ofUtc)) continue;
    await run(`rollups.${kind.name}-${grain}`, insert(kind));
  }
  if (performance.now() - startedAt > LONGEST_STEP_MS) throw new Error('A step of rolling up took too long');
  await run('rollups.register', registerPeriods(grain), {
    starts: step.map(({ start }) => start),
    changes: step.map(({ changes }) => changes),
  });
}

/** Days that begin elsewhere than those of UTC are kept of kinds with few rows alone. */
const hasDays = ({ hoursOnly, isSmall }: (typeof rollupKinds)[number], ofUtc: boolean) =>
  hoursOnly !== true && (ofUtc || isSmall);

function extentOf(step: readonly DuePeriod[]) {
  const starts = step.map(({ start }) => start);
  const organizationId = step[0]?.organizationId ?? '';
  return { organizationId, starts, first: Math.min(...starts), last: Math.max(...starts) };
}
