import type { MetricSelection, QueryAnalyticsInput } from '@heliograph/contracts/analytics';
import { type AnalyticsGroup, groupedProperty } from '@heliograph/contracts/analytics-groups';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import type { Interval } from '@heliograph/contracts/time-buckets';
import { joinParts } from '../../requests/filters/filter-parts.ts';
import { isAdditive } from '../prepare/metric-name.ts';
import { bucketFields } from '../prepare/prepare-histogram.ts';
import { type TimeSplit, timeSplit } from './time-split.ts';

/** What the whole page asks for. */
export interface PageQuery {
  /** ISO 8601. */
  timeRange: { from: string; to: string };
  /** The period before; null where it isn't compared. */
  before: { from: string; to: string } | null;
  /** As written; it can be read. */
  filter: string;
  interval: Interval | 'auto';
  /** The page's group-by, for charts that have none of their own. */
  by: string | null;
  timeZone: string;
}

/** A question to POST /analytics/query, with everything said that tells it from others. */
export type Question = Required<Omit<QueryAnalyticsInput, 'filter'>> & { filter: string };

/** What a tile wants to know: over time or by group, over the whole range, and both of the period before. */
export interface TileQuestions {
  main: Question | null;
  totals: Question | null;
  mainBefore: Question | null;
  totalsBefore: Question | null;
}

/** Groups that a chart tells apart: as many as there are colours. */
const MOST_SERIES = 6;

export function tileQuestions(tile: Tile, page: PageQuery): TileQuestions {
  const filters = [page.filter, tile.filter].filter((text) => text.trim() !== '');
  const filter = joinParts(filters);
  const { metrics, groupBy } = timeSplit(tile, page.by);
  const ask = (
    timeRange: PageQuery['timeRange'],
    rest: Partial<
      Pick<Question, 'metrics' | 'filter' | 'groupBy' | 'interval' | 'limit' | 'orderBy' | 'fillGaps'>
    >,
  ): Question => ({
    metrics: [...metrics] as MetricSelection[],
    groupBy: [],
    interval: 'none',
    limit: MOST_SERIES,
    orderBy: { metric: 0, direction: 'desc' },
    fillGaps: true,
    filter,
    ...rest,
    ...{ timeRange, timezone: page.timeZone },
  });
  const before = (rest: Parameters<typeof ask>[1]) => (page.before === null ? null : ask(page.before, rest));
  const none = { totals: null, mainBefore: null, totalsBefore: null };
  const groups = groupBy as AnalyticsGroup[];
  const whole = { filter: joinParts([...filters, ...havingProperty(groups)]) };
  switch (tile.chart) {
    case 'number':
      return {
        main: ask(page.timeRange, { interval: page.interval }),
        totals: ask(page.timeRange, {}),
        mainBefore: null,
        totalsBefore: before({}),
      };
    case 'table':
      if (groups.length === 0) return { ...none, main: ask(page.timeRange, { interval: page.interval }) };
      return {
        ...none,
        main: ask(page.timeRange, { groupBy: groups, limit: tile.limit, orderBy: tile.orderBy }),
      };
    case 'histogram':
      return { ...none, main: ask(page.timeRange, { groupBy: [bucketOfTile(tile)], limit: 100 }) };
    case 'heatmap':
      return {
        ...none,
        main: ask(page.timeRange, {
          groupBy: [bucketOfTile(tile)],
          interval: page.interval,
          limit: 100,
          // Most cells are empty, and those at hand say where.
          fillGaps: false,
        }),
      };
    default:
      return {
        main: ask(page.timeRange, {
          interval: page.interval,
          groupBy: groups,
          limit: Math.min(tile.limit, MOST_SERIES),
          ...(groups.length > 0 && !isAdditive(metrics[0]) && busiestFirst(metrics)),
        }),
        totals: ask(page.timeRange, whole),
        mainBefore: before({ interval: page.interval, ...whole }),
        totalsBefore: before(whole),
      };
  }
}

/** By a property only requests that have it count: so they do where all groups are one figure, or one line. */
function havingProperty(groups: readonly AnalyticsGroup[]): string[] {
  return groups.flatMap((group) => {
    const name = groupedProperty(group);
    if (name === null) return [];
    return printFilter({ field: `property.${name}`, operator: 'exists', value: true });
  });
}

/**
 * Groups with most requests: of rates and percentiles the highest would be those of groups that hardly have any, and each
 * chart of a page would tell other groups apart.
 */
function busiestFirst(metrics: TimeSplit['metrics']): Pick<Question, 'metrics' | 'orderBy'> {
  return {
    metrics: [...metrics, { metric: 'requests', aggregation: 'count' }] as MetricSelection[],
    orderBy: { metric: metrics.length, direction: 'desc' },
  };
}

/** The classes of a histogram or heat map. */
export function bucketOfTile({ groupBy }: Pick<Tile, 'groupBy'>): (typeof bucketFields)[number] {
  return bucketFields.find((field) => groupBy.includes(field)) ?? 'latency_bucket';
}
