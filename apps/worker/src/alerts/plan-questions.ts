import { type Clock } from '@heliograph/alerting/timing';
import { type Range, rangesOf } from '@heliograph/alerting/windows';
import type { AlertMetric } from '@heliograph/contracts/alert-metrics';
import type { AlertGroupField, AlertRule } from '@heliograph/contracts/alerts';
import type { Filter } from '@heliograph/contracts/filter';
import type { DueRule } from '@heliograph/services/alert/find-due';

/** One query, and the rules that it answers. */
export interface Question {
  organizationId: string;
  filter: Filter | null;
  groupBy: readonly AlertGroupField[];
  ranges: Range[];
  metrics: AlertMetric[];
  /** Each with the place of its metric. */
  asked: { due: DueRule; metric: number }[];
}

/** The questions that answer all rules at a moment (ms): rules that ask for the same requests share one. */
export function planQuestions(due: readonly DueRule[], at: number, clock: Clock): Question[] {
  const questions = new Map<string, Question>();
  for (const each of due) {
    const { rule, organizationId } = each;
    const { filter, groupBy } = rule;
    const ranges = rangesOf(rule, at, clock);
    const key = JSON.stringify([organizationId, filter, groupBy, ranges]);
    const question = questions.get(key) ?? {
      organizationId,
      filter,
      groupBy,
      ranges,
      metrics: [],
      asked: [],
    };
    questions.set(key, question);
    question.asked.push({ due: each, metric: placeOf(question.metrics, rule.metric) });
  }
  return [...questions.values()];
}

function placeOf(metrics: AlertMetric[], wanted: AlertMetric): number {
  const at = metrics.findIndex(
    ({ metric, aggregation }) => metric === wanted.metric && aggregation === wanted.aggregation,
  );
  return at >= 0 ? at : metrics.push(wanted) - 1;
}

/** What a rule's query has in common with others: it decides when in the minute it is asked. */
export function seedOf({ organizationId, rule }: { organizationId: string; rule: AlertRule }): string {
  const { filter, groupBy, window, timezone, condition } = rule;
  const against = condition.kind === 'change' ? condition.against : condition.kind === 'anomaly';
  return JSON.stringify([organizationId, filter, groupBy, window, timezone, against]);
}
