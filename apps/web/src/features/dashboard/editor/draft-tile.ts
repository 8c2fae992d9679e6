import type { MetricSelection } from '@heliograph/contracts/analytics';
import { analyticsMetrics, type MetricName } from '@heliograph/contracts/analytics-metrics';
import type { Tile, TileChart } from '@heliograph/contracts/dashboard-tile';
import { usualSize } from '../layout/move-tiles.ts';
import { bucketFields } from '../prepare/prepare-histogram.ts';

/** A tile to begin with: requests over time. */
export function newTile(id: string): Tile {
  return {
    id,
    title: '',
    metrics: [{ metric: 'requests', aggregation: 'count' }],
    groupBy: [],
    filter: '',
    chart: 'bar',
    limit: 6,
    orderBy: { metric: 0, direction: 'desc' },
    layout: { x: 0, y: 0, ...usualSize('bar') },
  };
}

/** Which settings a kind of chart knows. */
export interface ChartTraits {
  /** Metrics it shows at most. */
  metrics: number;
  /** Fields that it can be grouped by at most; durations for `buckets`. */
  groups: number | 'buckets';
}

export function traitsOf(chart: TileChart): ChartTraits {
  switch (chart) {
    case 'number':
      return { metrics: 1, groups: 0 };
    case 'table':
      return { metrics: 8, groups: 2 };
    case 'histogram':
    case 'heatmap':
      return { metrics: 1, groups: 'buckets' };
    default:
      return { metrics: 8, groups: 1 };
  }
}

/** The same tile as another kind of chart, without what that one doesn't know. */
export function withChart(tile: Tile, chart: TileChart): Tile {
  const { metrics, groups } = traitsOf(chart);
  const [first] = tile.metrics;
  const { w, h } = usualSize(chart);
  const isOtherSize = (tile.chart === 'number') !== (chart === 'number');
  const isBucket = (field: string): boolean => bucketFields.some((known) => known === field);
  const kept = tile.metrics.slice(0, metrics);
  return {
    ...tile,
    chart,
    // Durations are told apart by how many requests they have.
    metrics:
      groups === 'buckets' && first !== undefined && !['count', 'sum'].includes(first.aggregation)
        ? [{ metric: 'requests', aggregation: 'count' }]
        : kept,
    groupBy:
      groups === 'buckets'
        ? [bucketFields.find((field) => tile.groupBy.includes(field)) ?? 'latency_bucket']
        : tile.groupBy.filter((field) => !isBucket(field)).slice(0, groups),
    limit: chart === 'table' ? Math.max(10, tile.limit) : Math.min(6, tile.limit),
    orderBy: tile.orderBy.metric < kept.length ? tile.orderBy : { metric: 0, direction: 'desc' },
    layout: isOtherSize ? { ...tile.layout, x: Math.min(tile.layout.x, 12 - w), w, h } : tile.layout,
  };
}

/** A metric with the aggregation it begins with, or the same one as before where it has that, too. */
export function withMetric(metric: MetricName, before: MetricSelection): MetricSelection {
  const known: readonly string[] = analyticsMetrics[metric].aggregations;
  const aggregation = known.includes(before.aggregation)
    ? before.aggregation
    : analyticsMetrics[metric].aggregations[0];
  return { metric, aggregation };
}
