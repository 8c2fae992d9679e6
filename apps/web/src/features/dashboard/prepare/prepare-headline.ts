import type { MetricSelection } from '@heliograph/contracts/analytics';
import { type Answer, toNumber } from './answer.ts';
import { type Change, describeChange } from './describe-change.ts';
import { formatOf, formatValue } from './format-metric.ts';
import { goodDirection, metricNamesOf, metricUnit } from './metric-name.ts';

/** A metric over the whole range, and how it differs from the period before. */
export interface Headline {
  label: string;
  /** Short, and with every digit. */
  text: string;
  full: string;
  value: number | string | null;
  change: Change | null;
  /** Of the period before; null where it isn't compared. */
  before: string | null;
}

/** One for each metric, from answers without time. */
export function prepareHeadlines(
  metrics: readonly MetricSelection[],
  totals: Answer | null,
  before: Answer | null,
): Headline[] {
  const names = metricNamesOf(metrics);
  return metrics.map((selection, column) => {
    const unit = metricUnit(selection);
    const raw = totals?.rows[0]?.values[column] ?? null;
    const value = toNumber(raw);
    const then = before === null ? null : toNumber(before.rows[0]?.values[column]);
    return {
      label: names[column] ?? '',
      text: value === null ? '—' : formatOf(unit).short(value),
      full: formatValue(value, unit),
      value: raw,
      change: before === null ? null : describeChange(value, then, unit, goodDirection(selection)),
      before: before === null ? null : formatValue(then, unit),
    };
  });
}
