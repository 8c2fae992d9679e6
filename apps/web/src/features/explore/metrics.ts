import type { TimePoint } from '@heliograph/contracts/totals';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount, formatShortCount } from '../requests/format/format-count.ts';

/** What a chart over groups of requests can show. */
export const metricNames = ['requests', 'costUsd', 'totalTokens', 'errors'] as const;
export type Metric = (typeof metricNames)[number];

export const metrics: Record<
  Metric,
  {
    label: string;
    whole: boolean;
    read: (point: TimePoint) => number;
    format: (value: number) => string;
    formatTick: (value: number) => string;
  }
> = {
  requests: { ...counted((point) => point.requests), label: 'Requests' },
  costUsd: {
    label: 'Cost',
    whole: false,
    read: (point) => Number(point.costUsd),
    format: (usd) => formatCost(String(usd)),
    formatTick: (usd) => formatCost(String(usd)),
  },
  totalTokens: { ...counted((point) => point.totalTokens), label: 'Tokens' },
  errors: { ...counted((point) => point.errors), label: 'Errors' },
};

function counted(read: (point: TimePoint) => number) {
  return { whole: true, read, format: formatCount, formatTick: formatShortCount };
}
