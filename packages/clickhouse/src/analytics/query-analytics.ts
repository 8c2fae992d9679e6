import {
  type AnalyticsQuestion,
  type AnalyticsResult,
  type AnalyticsRow,
  OTHER_GROUP,
} from '@heliograph/contracts/analytics';
import { groupedProperty } from '@heliograph/contracts/analytics-groups';
import type { ClickHouseClient } from '../client.ts';
import { readChangedProperties } from '../property-source.ts';
import { scopeRequests } from '../requests-scope.ts';
import { type AnalyticsPart, type AnalyticsSelect, analyticsSql, groupKey } from './analytics-sql.ts';
import { askWithinLimits } from './ask-within-limits.ts';
import { groupColumn } from './group-columns.ts';
import { type AnswerRow, nothingMeasured, readAnswerRow } from './measured-row.ts';
import { measures } from './measures.ts';
import { measuresOf, type MeasuredRow, metricValue } from './metric-values.ts';
import { MOST_ROWS, type Stretches, stretchesOf, tooWide } from './stretches.ts';

export interface AnalyticsCall {
  organizationId: string;
  question: AnalyticsQuestion;
  /** Ends the queries that run, where nobody waits for the answer any more. */
  signal?: AbortSignal | undefined;
}

/**
 * Answers a question about an organization's requests. Throws `invalid_request` for a filter that can't be read and
 * `too_wide` where the answer would take more time or memory than a question may.
 */
export async function queryAnalytics(
  client: ClickHouseClient,
  { organizationId, question, signal }: AnalyticsCall,
): Promise<AnalyticsResult> {
  const stretches = stretchesOf(question);
  const { parts, parameters } = await readFromRequests(client, organizationId, question, stretches);
  const ask = async (purpose: string, select: Omit<AnalyticsSelect, 'parts'>, listed?: readonly string[]) => {
    const groups = select.groups === 'others' ? 0 : question.groupBy.length;
    const rows = await askWithinLimits(client, {
      purpose,
      query: analyticsSql({ parts, ...select }),
      parameters: {
        ...parameters,
        ...(select.timed && { starts: stretches.starts.map((start) => start / 1000) }),
        ...(listed !== undefined && { listed }),
      },
      signal,
    });
    return rows.map((row) => readAnswerRow(row, groups));
  };
  const answer = await readAnswer(question, stretches, ask);
  return {
    source: 'raw',
    rawHours: Math.round((stretches.to - stretches.from) / 36_000) / 100,
    interval: stretches.interval,
    timezone: question.timezone,
    folded: false,
    ...answer,
  };
}

type Ask = (
  purpose: string,
  select: Omit<AnalyticsSelect, 'parts'>,
  listed?: readonly string[],
) => Promise<AnswerRow[]>;

/** The rows of the answer, with as few queries as there have to be: at most two. */
async function readAnswer(
  question: AnalyticsQuestion,
  stretches: Stretches,
  ask: Ask,
): Promise<Pick<AnalyticsResult, 'rows' | 'truncated'>> {
  const { metrics, groupBy, limit, orderBy } = question;
  const needed = measuresOf(metrics);
  const timed = stretches.interval !== 'none';
  const show = shownRows(question, stretches);
  if (groupBy.length === 0) {
    const rows = await ask('analytics.totals', { measures: needed, timed, groups: 'every' });
    return { rows: show(rows, [[]]), truncated: false };
  }
  const ordered = metrics[orderBy.metric] ?? metrics[0];
  if (ordered === undefined) return { rows: [], truncated: false };
  const order = metricValue(ordered);
  const ranked = await ask('analytics.groups', {
    measures: timed ? measuresOf([ordered]) : needed,
    timed: false,
    groups: 'every',
    first: { by: order.order, direction: orderBy.direction, limit: limit + 1 },
  });
  const truncated = ranked.length > limit;
  const top = ranked.slice(0, limit);
  const listed = top.map(({ groups }) => groupKey(groups));
  const others = groupBy.map(() => OTHER_GROUP);
  const shown = [...top.map(({ groups }) => groups), ...(truncated ? [others] : [])];
  if (!timed) {
    const rest = truncated
      ? await ask('analytics.others', { measures: needed, timed, groups: 'others' }, listed)
      : [];
    const rows = [...top, ...rest.map((row) => ({ ...row, groups: others }))];
    return { rows: show(rows, shown), truncated };
  }
  if (shown.length * stretches.starts.length > MOST_ROWS)
    throw tooWide(`The answer would have more than ${MOST_ROWS} rows.`);
  if (top.length === 0) return { rows: [], truncated: false };
  const rows = await ask('analytics.over-time', { measures: needed, timed, groups: 'listed' }, listed);
  return { rows: show(rows, shown), truncated };
}

/** Shows rows in the order of time, then of groups; a gap in time is filled where that is asked for. */
function shownRows({ metrics, groupBy, fillGaps }: AnalyticsQuestion, stretches: Stretches) {
  const computed = metrics.map(metricValue);
  const timed = stretches.interval !== 'none';
  return (found: readonly AnswerRow[], groups: readonly string[][]): AnalyticsRow[] => {
    const measured = new Map<string, MeasuredRow>();
    for (const row of found) {
      const start = timed ? row.bucket * 1000 : stretches.from;
      measured.set(`${start} ${groupKey(row.groups)}`, row.measured);
    }
    return stretches.starts.flatMap((start) =>
      groups.flatMap((values) => {
        const row = measured.get(`${start} ${groupKey(values)}`) ?? (fillGaps ? nothingMeasured : null);
        if (row === null) return [];
        const minutes = stretches.minutes(start);
        return {
          time: timed ? new Date(start).toISOString() : null,
          group: Object.fromEntries(groupBy.map((group, at) => [group, values[at] || null])),
          values: computed.map(({ value }) => value(row, minutes)),
        };
      }),
    );
  };
}

/** Everything from the requests themselves. */
async function readFromRequests(
  client: ClickHouseClient,
  organizationId: string,
  { groupBy, filter }: AnalyticsQuestion,
  { from, to }: Stretches,
): Promise<{ parts: AnalyticsPart[]; parameters: Record<string, unknown> }> {
  const withProperties = groupBy.some((group) => groupedProperty(group) !== null);
  const [scope, changed] = await Promise.all([
    scopeRequests(client, { organizationId, from: new Date(from), to: new Date(to), filter }),
    withProperties ? readChangedProperties(client, organizationId) : new Map<string, string>(),
  ]);
  const columns = groupBy.map((group, at) => groupColumn(group, at, new Set(changed.keys())));
  const part: AnalyticsPart = {
    from: ['requests', ...columns.flatMap(({ join }) => join ?? [])].join(' '),
    where: [scope.where, ...columns.flatMap(({ has }) => has ?? [])].join(' AND '),
    at: 'created_at',
    groups: columns.map(({ sql }) => sql),
    measure: (measure) => measures[measure].part,
  };
  return {
    parts: [part],
    parameters: Object.assign({}, scope.parameters, ...columns.map(({ parameters }) => parameters)),
  };
}
