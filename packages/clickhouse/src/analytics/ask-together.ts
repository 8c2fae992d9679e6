import type { AnalyticsQuestion, AnalyticsResult, MetricSelection } from '@heliograph/contracts/analytics';
import { measuresOf } from './metric-values.ts';
import type { AnalyticsAnswer, AnalyticsCall } from './query-analytics.ts';

/** Questions that one reading answers. */
export interface Common<T> {
  asked: T[];
  question: AnalyticsQuestion;
  /** Whether some of them are about the whole range, while others are about its stretches. */
  whole: boolean;
}

/**
 * Puts questions together that differ in their metrics alone, as long as no groups are ordered by these. Those about a
 * whole range join those about its stretches where these measure as much.
 */
export function putTogether<T extends { call: AnalyticsCall }>(asked: readonly T[]): Common<T>[] {
  const alike = new Map<string, T[]>();
  for (const [at, one] of asked.entries()) {
    const key = keyOf(one.call) ?? String(at);
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  const commons = new Map([...alike].map(([key, list]) => [key, commonOf(list)]));
  for (const [key, common] of commons) {
    if (common === null || common.question.interval !== 'none' || common.question.groupBy.length > 0)
      continue;
    const needed = measuresOf(common.question.metrics);
    const timed = [...commons.values()].find((other) => {
      if (other === null || other === common || other.question.interval === 'none') return false;
      const [one] = other.asked;
      if (one === undefined || keyOf(one.call, 'none') !== key) return false;
      const measured = measuresOf(other.question.metrics);
      return needed.every((measure) => measured.includes(measure));
    });
    if (timed === undefined || timed === null) continue;
    commons.delete(key);
    timed.asked.push(...common.asked);
    timed.whole = true;
    timed.question = { ...timed.question, metrics: allMetrics(timed.asked) };
  }
  return [...commons.values()].filter((common) => common !== null);
}

/** The part of a common answer that one question asked for. */
export function pick(
  { whole, ...answer }: AnalyticsAnswer,
  common: Pick<Common<unknown>, 'question'>,
  { metrics, interval }: AnalyticsQuestion,
): AnalyticsResult {
  const names = common.question.metrics.map(nameOf);
  const places = metrics.map((selection) => names.indexOf(nameOf(selection)));
  const isWhole = interval === 'none' && whole !== undefined;
  const found = isWhole ? [whole] : answer.rows;
  const rows = found.map((row) => ({ ...row, values: places.map((at) => row.values[at] ?? null) }));
  return { ...answer, ...(isWhole && { interval: 'none' as const }), rows };
}

function commonOf<T extends { call: AnalyticsCall }>(asked: T[]): Common<T> | null {
  const [first] = asked;
  if (first === undefined) return null;
  return { asked, question: { ...first.call.question, metrics: allMetrics(asked) }, whole: false };
}

/** What questions have in common that can be read as one; null for one that is asked by itself. */
function keyOf(
  { organizationId, question, rollups }: AnalyticsCall,
  interval = question.interval,
): string | null {
  if (question.groupBy.length > 0) return null;
  const { timeRange, timezone, filter = null } = question;
  // A whole range is never a gap.
  const fillGaps = interval === 'none' || question.fillGaps;
  return JSON.stringify([organizationId, rollups, timeRange, interval, timezone, filter, fillGaps]);
}

const nameOf = ({ metric, aggregation }: MetricSelection) => `${metric} ${aggregation}`;

function allMetrics(asked: readonly { call: AnalyticsCall }[]): AnalyticsQuestion['metrics'] {
  const [only] = asked;
  // With groups their order counts, and there is but one question.
  if (asked.length === 1 && only !== undefined) return only.call.question.metrics;
  const all = asked.flatMap(({ call }) => call.question.metrics);
  return [...new Map(all.map((selection) => [nameOf(selection), selection])).values()];
}
