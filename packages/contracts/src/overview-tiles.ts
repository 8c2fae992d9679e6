import type { MetricSelection } from './analytics.ts';
import type { AnalyticsGroup } from './analytics-groups.ts';
import type { Aggregation, MetricName } from './analytics-metrics.ts';
import { type Tile, tileSchema } from './dashboard-tile.ts';

type Place = readonly [x: number, y: number, w: number, h: number];
interface Options {
  title?: string;
  groupBy?: AnalyticsGroup[];
  limit?: number;
}

const of = (metric: MetricName, ...aggregations: Aggregation[]): MetricSelection[] =>
  aggregations.map((aggregation) => ({ metric, aggregation }));

const tile = (
  id: string,
  chart: Tile['chart'],
  metrics: MetricSelection[],
  [x, y, w, h]: Place,
  options: Options = {},
): Tile => tileSchema.parse({ id, chart, metrics, layout: { x, y, w, h }, ...options });

const figure = (id: string, metrics: MetricSelection[], x: number): Tile =>
  tile(id, 'number', metrics, [x, 0, 2, 3]);

const topMetrics = [...of('cost', 'sum'), ...of('requests', 'count'), ...of('errors', 'count')];
const top = (id: string, title: string, field: AnalyticsGroup, place: Place): Tile =>
  tile(id, 'table', topMetrics, place, { title, groupBy: [field], limit: 10 });

/** The dashboard that everybody has, and that nobody can change: what most people ask first. */
export const overviewTiles: readonly Tile[] = [
  figure('requests', of('requests', 'count'), 0),
  figure('cost', of('cost', 'sum'), 2),
  figure('error-rate', of('errors', 'rate'), 4),
  figure('latency-p95', of('latency', 'p95'), 6),
  figure('users', of('users', 'count_distinct'), 8),
  figure('cache-rate', of('cache_hits', 'rate'), 10),

  tile('cost-over-time', 'bar', of('cost', 'sum'), [0, 3, 6, 6], { title: 'Cost' }),
  tile('requests-over-time', 'bar', of('requests', 'count'), [6, 3, 6, 6], { title: 'Requests' }),

  tile('latency', 'line', of('latency', 'p50', 'p75', 'p90', 'p95', 'p99'), [0, 9, 6, 6], {
    title: 'Latency',
  }),
  tile('ttft', 'line', of('ttft', 'p50', 'p75', 'p90', 'p95', 'p99'), [6, 9, 6, 6], {
    title: 'Time to first token',
  }),

  tile('error-rate-over-time', 'line', of('errors', 'rate'), [0, 15, 4, 6], { title: 'Error rate' }),
  tile('statuses', 'bar', of('requests', 'count'), [4, 15, 4, 6], {
    title: 'Requests by status',
    groupBy: ['status_class'],
  }),
  tile('error-kinds', 'bar', of('errors', 'count'), [8, 15, 4, 6], {
    title: 'Errors by kind',
    groupBy: ['error'],
  }),

  tile(
    'tokens',
    'bar',
    [
      ...of('input_tokens', 'sum'),
      ...of('cached_input_tokens', 'sum'),
      ...of('output_tokens', 'sum'),
      ...of('reasoning_tokens', 'sum'),
    ],
    [0, 21, 6, 6],
    { title: 'Tokens' },
  ),
  tile('speed', 'line', of('tokens_per_second', 'p50', 'p95'), [6, 21, 6, 6], {
    title: 'Tokens per second',
  }),

  tile('users-over-time', 'line', of('users', 'count_distinct'), [0, 27, 3, 5], { title: 'Users' }),
  tile('cache-rate-over-time', 'line', of('cache_hits', 'rate'), [3, 27, 3, 5], {
    title: 'Cache hit rate',
  }),
  tile('saved', 'bar', of('saved', 'sum'), [6, 27, 3, 5], { title: 'Saved by the cache' }),
  tile('rate-limited', 'bar', of('rate_limited', 'count'), [9, 27, 3, 5], { title: 'Rate limited' }),

  tile('latency-spread', 'heatmap', of('requests', 'count'), [0, 32, 8, 7], {
    title: 'Latency over time',
    groupBy: ['latency_bucket'],
  }),
  tile('latency-classes', 'histogram', of('requests', 'count'), [8, 32, 4, 7], {
    title: 'Latency',
    groupBy: ['latency_bucket'],
  }),

  top('top-models', 'Top models', 'model', [0, 39, 6, 8]),
  top('top-users', 'Top users', 'user', [6, 39, 6, 8]),
  top('top-features', 'Top features', 'feature', [0, 47, 4, 8]),
  top('top-sessions', 'Top sessions', 'session', [4, 47, 4, 8]),
  top('top-keys', 'Top API keys', 'key', [8, 47, 4, 8]),
];
