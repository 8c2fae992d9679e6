import type { MetricSelection } from '@heliograph/contracts/analytics';
import type { Tile } from '@heliograph/contracts/dashboard-tile';

export interface TimeSplit {
  metrics: readonly [MetricSelection, ...MetricSelection[]];
  groupBy: readonly string[];
}

/**
 * What a tile shows under the page's group-by: charts over time without groups of their own are split by it, those of
 * several metrics show one of them then: P95 where it is among them, else the first.
 */
export function timeSplit({ chart, metrics, groupBy }: Tile, by: string | null): TimeSplit {
  const [first, ...others] = metrics;
  if (first === undefined) throw new Error('a tile has metrics');
  const splits = chart === 'line' || chart === 'area' || chart === 'bar';
  if (!splits) return { metrics: [first, ...others], groupBy };
  if (groupBy.length > 0) return { metrics: [first], groupBy };
  if (by === null) return { metrics: [first, ...others], groupBy: [] };
  return { metrics: [metrics.find(({ aggregation }) => aggregation === 'p95') ?? first], groupBy: [by] };
}
