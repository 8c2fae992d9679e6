import {
  type AnalyticsQuestion,
  type AnalyticsResult,
  type AnalyticsRow,
  type MetricSelection,
  OTHER_GROUP,
} from '@heliograph/contracts/analytics';
import type { AnalyticsGroup } from '@heliograph/contracts/analytics-groups';
import { type AnalyticsSelect, groupKey } from './analytics-sql.ts';
import { addRows, type AnswerRow, nothingMeasured, subtractRows } from './measured-row.ts';
import { type MeasuredRow, measuresOf, metricValue } from './metric-values.ts';
import { isSubtractable } from './measures.ts';
import { MOST_ROWS, type Stretches, tooWide } from './stretches.ts';

/** Runs a SELECT over all sources of the question. `listed` are the groups that it names. */
export type Ask = (
  purpose: string,
  select: Omit<AnalyticsSelect, 'parts'>,
  listed?: readonly string[],
) => Promise<AnswerRow[]>;

/** The rows of the answer, with as few queries as there have to be: at most two. */
export async function readAnswer(
  question: AnalyticsQuestion,
  stretches: Stretches,
  { ask, folded, whole }: { ask: Ask; folded: boolean; whole: boolean },
): Promise<Pick<AnalyticsResult, 'rows' | 'truncated'> & { whole?: AnalyticsRow }> {
  const { metrics, groupBy, limit, orderBy } = question;
  const needed = measuresOf(metrics);
  const timed = stretches.interval !== 'none';
  const show = shownRows(question, stretches);
  if (groupBy.length === 0) {
    const totals = whole && timed;
    const answered = await ask('analytics.totals', { measures: needed, timed, groups: 'every', totals });
    const rows = answered.filter(({ isTotal }) => !isTotal);
    return {
      rows: show(rows, [[]]),
      truncated: false,
      ...(totals && { whole: wholeRow(question, stretches, answered) }),
    };
  }
  const ordered = metrics[orderBy.metric] ?? metrics[0];
  if (ordered === undefined) return { rows: [], truncated: false };
  const few = timed && groupBy.every((group) => fewValues.has(group));
  if (few && measuresOf([ordered]).every(isSubtractable)) {
    const rows = await ask('analytics.over-time', { measures: needed, timed, groups: 'every' });
    const ranked = rankByTotal(rows, ordered, orderBy.direction);
    if (ranked.length <= limit) return { rows: show(rows, ranked), truncated: false };
  }
  const canSubtract = !timed && needed.every(isSubtractable);
  const answered = await ask('analytics.groups', {
    measures: timed ? measuresOf([ordered]) : needed,
    totals: canSubtract,
    timed: false,
    groups: 'every',
    // One more to know whether there are more, and one for what a rollup has put into (other).
    first: { by: metricValue(ordered).order, direction: orderBy.direction, limit: limit + 2 },
  });
  const totals = answered.find(({ isTotal }) => isTotal);
  const found = answered.filter(({ isTotal }) => !isTotal);
  const ranked = folded ? found.filter(({ groups }) => groups.some((value) => value !== OTHER_GROUP)) : found;
  const top = ranked.slice(0, limit);
  const truncated = ranked.length > limit;
  const hasOthers = truncated || ranked.length < found.length;
  const listed = top.map(({ groups }) => groupKey(groups));
  const others = groupBy.map(() => OTHER_GROUP);
  const shown = [...top.map(({ groups }) => groups), ...(hasOthers ? [others] : [])];
  if (!timed) {
    if (!hasOthers) return { rows: show(top, shown), truncated };
    const [rest] =
      canSubtract && totals !== undefined
        ? [subtractRows(totals, top, needed)]
        : await ask('analytics.others', { measures: needed, timed, groups: 'others' }, listed);
    const rows = rest === undefined ? top : [...top, { ...rest, groups: others }];
    return { rows: show(rows, shown), truncated };
  }
  if (shown.length * stretches.starts.length > MOST_ROWS)
    throw tooWide(`The answer would have more than ${MOST_ROWS} rows.`);
  if (shown.length === 0) return { rows: [], truncated };
  const rows = await ask('analytics.over-time', { measures: needed, timed, groups: 'listed' }, listed);
  return { rows: show(rows, shown), truncated };
}

/** The row of the whole range, as a question without stretches would have it. */
function wholeRow(
  { metrics }: AnalyticsQuestion,
  { from, to }: Stretches,
  answered: readonly AnswerRow[],
): AnalyticsRow {
  const measured = answered.find(({ isTotal }) => isTotal)?.measured ?? nothingMeasured;
  const minutes = (to - from) / 60_000;
  return {
    time: null,
    group: {},
    values: metrics.map((metric) => metricValue(metric).value(measured, minutes)),
  };
}

/** Groups of which there are so few that all are read at once, over time, rather than first which come first. */
const fewValues: ReadonlySet<AnalyticsGroup> = new Set([
  'status',
  'status_class',
  'outcome',
  'error',
  'cached',
  'latency_bucket',
  'ttft_bucket',
]);

/** The groups of rows over time in the order of a metric over the whole range. Its measures have to be sums. */
function rankByTotal(
  rows: readonly AnswerRow[],
  ordered: MetricSelection,
  direction: 'desc' | 'asc',
): string[][] {
  const measures = measuresOf([ordered]);
  const totals = new Map<string, { groups: string[]; rows: AnswerRow[] }>();
  for (const row of rows) {
    const key = groupKey(row.groups);
    const known = totals.get(key) ?? { groups: row.groups, rows: [] };
    totals.set(key, known);
    known.rows.push(row);
  }
  const { value } = metricValue(ordered);
  const sign = direction === 'desc' ? -1 : 1;
  return [...totals.entries()]
    .map(([key, { groups, rows: own }]) => ({ key, groups, total: value(addRows(own, measures), 1) }))
    .sort((left, right) => {
      if (left.total === null || right.total === null)
        return Number(left.total === null) - Number(right.total === null);
      return (Number(left.total) - Number(right.total)) * sign || (left.key < right.key ? -1 : 1);
    })
    .map(({ groups }) => groups);
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
