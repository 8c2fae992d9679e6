import type { MetricSelection } from '@heliograph/contracts/analytics';
import type { Pick } from '../drill/pick.ts';
import { type Answer, toNumber } from './answer.ts';
import { formatBuckets } from './format-bucket.ts';
import { formatValue } from './format-metric.ts';
import { isAdditive, metricUnit } from './metric-name.ts';
import { type Headline, prepareHeadlines } from './prepare-headline.ts';
import { drawSpark, type Spark } from './draw-spark.ts';
import type { Sheet } from './sheet.ts';

export interface PreparedNumber {
  kind: 'number';
  headline: Headline;
  /** How it came about; null where there are too few points for a line. */
  spark: Spark | null;
  sheet: Sheet;
  /** The requests behind the figure. */
  pick: Pick;
}

/** One figure, with its course and how it differs from the period before. */
export function prepareNumber({
  metrics: [metric],
  answer,
  totals,
  before,
  now,
  timeZone,
}: {
  metrics: readonly [MetricSelection, ...MetricSelection[]];
  answer: Answer;
  totals: Answer;
  before: Answer | null;
  now: number;
  timeZone: string;
}): PreparedNumber | null {
  const [headline] = prepareHeadlines([metric], totals, before);
  if (headline === undefined) return null;
  const unit = metricUnit(metric);
  const points = answer.rows.flatMap(({ time, values }) => {
    if (time === null || time > now) return [];
    return [{ time, value: toNumber(values[0]) ?? (isAdditive(metric) ? 0 : null) }];
  });
  const format = formatBuckets(
    points.map(({ time }) => time),
    answer.interval === 'none' ? 'hour' : answer.interval,
    timeZone,
  );
  return {
    kind: 'number',
    headline,
    spark: drawSpark(points.map(({ value }) => value)),
    pick: { span: null, group: {}, metric: metric.metric },
    sheet: {
      columns: [
        { label: 'Time', figure: false },
        { label: headline.label, figure: true },
      ],
      rows: points.map(({ time, value }, place) => ({
        cells: [
          { text: format.full(time), raw: new Date(time).toISOString() },
          { text: formatValue(value, unit), raw: value },
        ],
        pick: {
          // Until the next one begins; the last one ends now.
          span: { from: time, to: points[place + 1]?.time ?? now },
          group: {},
          metric: metric.metric,
        },
      })),
    },
  };
}
