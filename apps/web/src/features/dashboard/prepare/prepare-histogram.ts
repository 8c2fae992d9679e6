import { latencyBuckets } from '@heliograph/contracts/analytics-groups';
import type { MetricSelection } from '@heliograph/contracts/analytics';
import type { ChartModel } from '../../../components/chart/chart-model.ts';
import { seriesColor } from '../../../components/chart/palette.ts';
import { formatDuration } from '../../requests/format/format-duration.ts';
import type { Pick } from '../drill/pick.ts';
import { type Answer, toNumber } from './answer.ts';
import { formatOf, formatValue } from './format-metric.ts';
import { metricName, metricUnit } from './metric-name.ts';
import type { Sheet } from './sheet.ts';

/** Fields that put requests into classes by a duration. */
export const bucketFields = ['latency_bucket', 'ttft_bucket'] as const;
export type BucketField = (typeof bucketFields)[number];

export interface PreparedHistogram {
  kind: 'histogram';
  model: ChartModel;
  sheet: Sheet;
  pick: (first: number, last: number, key: string | null) => Pick;
}

/** A metric by classes of a duration, each a quarter wider than the one before; classes at either end without values are left out. */
export function prepareHistogram({
  metric,
  field,
  answer,
}: {
  metric: MetricSelection;
  field: BucketField;
  answer: Answer;
}): PreparedHistogram {
  const unit = metricUnit(metric);
  const { full, short, whole } = formatOf(unit);
  const values = new Map<number, number | null>();
  for (const row of answer.rows) {
    const lower = bucketOf(row.group[field] ?? null);
    if (lower !== null) values.set(lower, toNumber(row.values[0]));
  }
  const lowers = coveredBuckets(
    [...values].flatMap(([lower, value]) => (value === null || value === 0 ? [] : [lower])),
  );
  const label = metricName(metric);
  const model: ChartModel = {
    mark: 'bar',
    series: [{ key: 'value', label, color: seriesColor(0) }],
    rows: lowers.map((lower) => ({ at: lower, values: { value: values.get(lower) ?? 0 } })),
    whole,
    format: full,
    formatTick: short,
    formatAt: formatDuration,
    formatAtFull: describeBucket,
  };
  const pick = (first: number, last: number): Pick => ({
    span: null,
    group: { [field]: rangeText(lowers[first] ?? 0, endOf(lowers[last] ?? 0)) },
    metric: null,
  });
  return {
    kind: 'histogram',
    model,
    pick,
    sheet: {
      columns: [
        { label: field === 'latency_bucket' ? 'Latency' : 'Time to first token', figure: false },
        { label, figure: true },
      ],
      rows: lowers.map((lower, place) => {
        const value = values.get(lower) ?? 0;
        return {
          cells: [
            { text: describeBucket(lower), raw: lower },
            { text: formatValue(value, unit), raw: value },
          ],
          pick: pick(place, place),
        };
      }),
    },
  };
}

/** The lower end of a class, ms, from the text of an answer; null for requests without a duration. */
export function bucketOf(text: string | null): number | null {
  const lower = text === null || text === '' ? NaN : Number(text);
  return Number.isFinite(lower) ? lower : null;
}

/** Every class from the lowest to the highest of these, without gaps. */
export function coveredBuckets(lowers: readonly number[]): number[] {
  if (lowers.length === 0) return [];
  const [low, high] = [Math.min(...lowers), Math.max(...lowers)];
  const covered = latencyBuckets.filter((lower) => lower >= low && lower <= high);
  return covered.length > 0 ? covered : [...lowers];
}

/** Where a class ends, ms; null for the last one, which has no end. */
export function endOf(lower: number): number | null {
  return latencyBuckets.find((other) => other > lower) ?? null;
}

/** `800 ms – 1.0 s`. */
export function describeBucket(lower: number): string {
  const end = endOf(lower);
  return end === null
    ? `${formatDuration(lower)} and more`
    : `${formatDuration(lower)} – ${formatDuration(end)}`;
}

/** Some classes side by side, for a {@link Pick}: `800..1000`. */
export function rangeText(lower: number, end: number | null): string {
  return `${lower}..${end ?? ''}`;
}
