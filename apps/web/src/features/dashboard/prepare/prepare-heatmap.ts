import type { MetricSelection } from '@heliograph/contracts/analytics';
import { bucketStarts } from '@heliograph/contracts/time-buckets';
import type { Pick } from '../drill/pick.ts';
import { type Answer, toNumber } from './answer.ts';
import { formatBuckets } from './format-bucket.ts';
import { formatValue } from './format-metric.ts';
import { metricName, metricUnit } from './metric-name.ts';
import {
  type BucketField,
  bucketOf,
  coveredBuckets,
  describeBucket,
  endOf,
  rangeText,
} from './prepare-histogram.ts';
import type { Sheet } from './sheet.ts';

/** More than there are pixels for. */
const MOST_COLUMNS = 1_000;

interface HeatCell {
  text: string;
  /** 0 (nothing) to 4 (most): how dark it is. */
  level: 0 | 1 | 2 | 3 | 4;
}

export interface PreparedHeatmap {
  kind: 'heatmap';
  /** Of columns: on the axis, and in full. */
  times: readonly { at: number; tick: string; full: string }[];
  /** Of rows, from the top: the slowest first. */
  classes: readonly { lower: number; label: string }[];
  /** By row, then by column. */
  cells: readonly (readonly HeatCell[])[];
  /** What the levels mean: the least value of each from 1 on. */
  scale: readonly string[];
  metricLabel: string;
  sheet: Sheet;
  pick: (row: number, firstColumn: number, lastColumn: number) => Pick;
}

/** How a metric spreads over classes of a duration as time goes on. */
export function prepareHeatmap({
  metric,
  field,
  answer,
  range,
  now,
  timeZone,
}: {
  metric: MetricSelection;
  field: BucketField;
  answer: Answer;
  range: { from: number; to: number };
  now: number;
  timeZone: string;
}): PreparedHeatmap {
  const unit = metricUnit(metric);
  const values = new Map<string, number>();
  const lowers = new Set<number>();
  for (const { time, group, values: found } of answer.rows) {
    if (time === null || time > now) continue;
    const lower = bucketOf(group[field] ?? null);
    const value = toNumber(found[0]) ?? 0;
    if (lower === null || value === 0) continue;
    lowers.add(lower);
    values.set(`${time} ${lower}`, value);
  }
  const interval = answer.interval === 'none' ? 'hour' : answer.interval;
  // Also those without any request: nothing is said of them.
  const columns = bucketStarts({ interval, timeZone, ...range, most: MOST_COLUMNS }).filter(
    (time) => time <= now,
  );
  const classes = coveredBuckets([...lowers]).toReversed();
  const bounds = levelBounds([...values.values()]);
  const format = formatBuckets(columns, interval, timeZone);
  const cells = classes.map((lower) =>
    columns.map((time): HeatCell => {
      const value = values.get(`${time} ${lower}`) ?? 0;
      return { text: formatValue(value, unit), level: levelOf(value, bounds) };
    }),
  );
  const pick = (row: number, first: number, last: number): Pick => {
    const lower = classes[row] ?? 0;
    return {
      span: {
        from: Math.max(columns[first] ?? range.from, range.from),
        to: Math.min(columns[last + 1] ?? range.to, range.to),
      },
      group: { [field]: rangeText(lower, endOf(lower)) },
      metric: null,
    };
  };
  return {
    kind: 'heatmap',
    times: columns.map((at) => ({ at, tick: format.tick(at), full: format.full(at) })),
    classes: classes.map((lower) => ({ lower, label: describeBucket(lower) })),
    cells,
    scale: bounds.map((bound) => formatValue(bound, unit)),
    metricLabel: metricName(metric),
    pick,
    sheet: {
      columns: [
        { label: 'Time', figure: false },
        { label: field === 'latency_bucket' ? 'Latency' : 'Time to first token', figure: false },
        { label: metricName(metric), figure: true },
      ],
      // Without the empty ones, of which there are many.
      rows: columns.flatMap((time, column) =>
        classes.flatMap((lower, row) => {
          const value = values.get(`${time} ${lower}`);
          if (value === undefined) return [];
          return [
            {
              cells: [
                { text: format.full(time), raw: new Date(time).toISOString() },
                { text: describeBucket(lower), raw: lower },
                { text: formatValue(value, unit), raw: value },
              ],
              pick: pick(row, column, column),
            },
          ];
        }),
      ),
    },
  };
}

/** The least values of the levels 1 to 4: quarters of the way up on a logarithmic scale, as few requests matter, too. */
function levelBounds(values: readonly number[]): number[] {
  const most = values.reduce((left, right) => Math.max(left, right), 0);
  const least = values.reduce((left, right) => Math.min(left, right), most);
  if (most === 0) return [];
  if (most === least) return [most];
  const steps = [0, 1, 2, 3].map((quarter) => least * (most / least) ** (quarter / 4));
  return Number.isInteger(most) ? [...new Set(steps.map((step) => Math.ceil(step - 1e-9)))] : steps;
}

function levelOf(value: number, bounds: readonly number[]): HeatCell['level'] {
  if (value <= 0) return 0;
  const reached = bounds.filter((bound) => value >= bound).length;
  // The most is as dark as can be, however few levels there are.
  const level = reached + (4 - bounds.length);
  return level >= 4 ? 4 : level === 3 ? 3 : level === 2 ? 2 : 1;
}
