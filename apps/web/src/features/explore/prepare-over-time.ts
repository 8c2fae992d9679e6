import type { TimePoint } from '@heliograph/contracts/totals';
import type { ChartModel, ChartRow } from '../../components/chart/chart-model.ts';
import { formatStep } from '../../components/chart/format-step.ts';
import { restColor, seriesColor } from '../../components/chart/palette.ts';
import { type Metric, metrics } from './metrics.ts';

/** Of a time range: its length, the length of a point's stretch, and the present moment; stretches after it are left out. */
export interface OverTimeOptions {
  intervalSeconds: number;
  spanMs: number;
  /** Ms since the epoch. */
  now: number;
}

/** Values beyond so many are drawn as one. */
const MOST_SERIES = 6;
const REST = 'rest';

/** One group over time; its requests are told from those that failed. */
export function prepareOverTime(
  points: readonly TimePoint[],
  metric: Metric,
  options: OverTimeOptions,
): ChartModel {
  const { label, read, ...format } = metrics[metric];
  const past = points.filter(({ time }) => Date.parse(time) <= options.now);
  const frame = { ...format, formatAt: stepFormat(options) };
  if (metric === 'requests') {
    return {
      ...frame,
      series: [
        { key: 'answered', label: 'Answered', color: seriesColor(0) },
        { key: 'errors', label: 'Failed', color: 'var(--danger)' },
      ],
      rows: past.map(({ time, requests, errors }) => ({
        at: Date.parse(time),
        values: { answered: requests - errors, errors },
      })),
    };
  }
  return {
    ...frame,
    series: [{ key: metric, label, color: metric === 'errors' ? 'var(--danger)' : seriesColor(0) }],
    rows: past.map((point) => ({ at: Date.parse(point.time), values: { [metric]: read(point) } })),
  };
}

/** Groups over time, one on the other: the first few, and all others together. All have the same stretches of time. */
export function prepareGroups(
  groups: readonly { label: string; overTime: readonly TimePoint[] }[],
  others: readonly TimePoint[],
  metric: Metric,
  options: OverTimeOptions,
): ChartModel {
  const { read, whole, format, formatTick } = metrics[metric];
  const shown = groups.slice(0, MOST_SERIES);
  const rest = [...groups.slice(MOST_SERIES).map(({ overTime }) => overTime), others];
  const stretches = shown[0]?.overTime ?? others;
  const valueAt = (points: readonly TimePoint[], index: number): number => {
    const point = points[index];
    return point === undefined ? 0 : read(point);
  };
  const rows = stretches.flatMap(({ time }, index): ChartRow[] => {
    const at = Date.parse(time);
    if (at > options.now) return [];
    const values = Object.fromEntries(
      shown.map(({ overTime }, place) => [String(place), valueAt(overTime, index)]),
    );
    const beyond = rest.reduce((sum, points) => sum + valueAt(points, index), 0);
    return [{ at, values: { ...values, [REST]: beyond } }];
  });
  const hasRest = groups.length > MOST_SERIES || rows.some(({ values }) => (values[REST] ?? 0) > 0);
  return {
    series: [
      ...shown.map(({ label }, place) => ({ key: String(place), label, color: seriesColor(place) })),
      ...(hasRest ? [{ key: REST, label: 'Others', color: restColor }] : []),
    ],
    rows,
    whole,
    format,
    formatTick,
    formatAt: stepFormat(options),
  };
}

function stepFormat({ intervalSeconds, spanMs }: OverTimeOptions): (at: number) => string {
  return (at) => formatStep(at, intervalSeconds, spanMs);
}
