import type { MetricSelection } from '@heliograph/contracts/analytics';
import {
  aggregationLabels,
  analyticsMetrics,
  type MetricUnit,
  unitOf,
} from '@heliograph/contracts/analytics-metrics';

/** What a metric with an aggregation is called: `Requests`, `Error rate`, `P95 latency`, `Cost on average`. */
export function metricName({ metric, aggregation }: MetricSelection): string {
  const { label } = analyticsMetrics[metric];
  if (aggregation === 'rate') return `${rateNames[metric] ?? label} rate`;
  if (aggregation === 'per_minute') return `${label} per minute`;
  const prefix = aggregationLabels[aggregation];
  return prefix === '' ? label : `${prefix} ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

const rateNames: Partial<Record<MetricSelection['metric'], string>> = {
  errors: 'Error',
  cache_hits: 'Cache hit',
  rate_limited: 'Rate limit',
};

/** What distinguishes metrics of one chart: `P95` where all are of latency, else their names. */
export function metricNamesOf(metrics: readonly MetricSelection[]): string[] {
  const sameMetric = new Set(metrics.map(({ metric }) => metric)).size === 1;
  return metrics.map((selection) => {
    const prefix = aggregationLabels[selection.aggregation];
    return sameMetric && metrics.length > 1 && prefix !== '' ? prefix : metricName(selection);
  });
}

export function metricUnit({ metric, aggregation }: MetricSelection): MetricUnit {
  return unitOf(metric, aggregation);
}

/** Whether values of parts add up to that of the whole, so that they can be stacked. */
export function isAdditive({ metric, aggregation }: MetricSelection): boolean {
  return (aggregation === 'count' || aggregation === 'sum') && metric !== 'users' && metric !== 'sessions';
}

/** Whether less is better, more is better, or neither. */
export function goodDirection({ metric }: MetricSelection): 'up' | 'down' | null {
  if (['errors', 'latency', 'ttft', 'rate_limited', 'unpriced', 'cost'].includes(metric)) return 'down';
  return ['cache_hits', 'saved', 'tokens_per_second'].includes(metric) ? 'up' : null;
}
