import type { LimitedRequests } from '@heliograph/contracts/rate-limits';
import type { ChartModel } from '../../components/chart/chart-model.ts';
import { formatStep } from '../../components/chart/format-step.ts';
import { restColor, seriesColor } from '../../components/chart/palette.ts';
import { formatCount, formatShortCount } from '../requests/format/format-count.ts';
import { scopeLabels } from './describe-limit.ts';

/** Where limits are set, as the chart stacks them from the bottom. */
const kinds = [
  { kind: 'rule', color: seriesColor(0) },
  { kind: 'header', color: seriesColor(1) },
  { kind: 'key', color: seriesColor(2) },
  { kind: 'budget', color: seriesColor(3) },
  { kind: 'provider', color: restColor },
] as const;

/** The chart of refused requests by where the limit is set; `spanMs` is the length of the time range. */
export function prepareLimited(
  { buckets, stepSeconds }: Pick<LimitedRequests, 'buckets' | 'stepSeconds'>,
  spanMs: number,
): ChartModel {
  return {
    series: kinds.map(({ kind, color }) => ({ key: kind, label: scopeLabels[kind], color })),
    rows: buckets.map(({ at, ...values }) => ({ at: Date.parse(at), values })),
    whole: true,
    format: formatCount,
    formatTick: formatShortCount,
    formatAt: (at) => formatStep(at, stepSeconds, spanMs),
  };
}
