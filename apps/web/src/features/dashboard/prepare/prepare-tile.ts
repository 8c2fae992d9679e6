import { type MetricSelection } from '@heliograph/contracts/analytics';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import type { GroupColors } from '../colors/assign-colors.ts';
import { bucketOfTile, type PageQuery } from '../query/tile-questions.ts';
import { timeSplit } from '../query/time-split.ts';
import { type Answer, toNumber } from './answer.ts';
import { fieldLabel, type KeyNames } from './group-label.ts';
import { metricName } from './metric-name.ts';
import { type Headline, prepareHeadlines } from './prepare-headline.ts';
import { prepareHeatmap, type PreparedHeatmap } from './prepare-heatmap.ts';
import { type PreparedHistogram, prepareHistogram } from './prepare-histogram.ts';
import { type PreparedNumber, prepareNumber } from './prepare-number.ts';
import { type PreparedSeries, prepareSeries } from './prepare-series.ts';
import { type PreparedTable, prepareTable } from './prepare-table.ts';

/** The answers to a tile's questions. */
export interface TileAnswers {
  main: Answer;
  totals: Answer | null;
  mainBefore: Answer | null;
  totalsBefore: Answer | null;
}

export type PreparedChart =
  PreparedSeries | PreparedNumber | PreparedTable | PreparedHistogram | PreparedHeatmap;

/** All that a tile shows. */
export interface PreparedTile {
  chart: PreparedChart;
  /** Over the whole range: one figure, or one for each series. */
  headlines: readonly Headline[];
  /** In place of the chart where there is nothing to draw; `isQuiet` where another range may have more. */
  empty: { text: string; isQuiet: boolean } | null;
  /** What has to be known to read it. */
  notes: readonly string[];
}

/** What a tile shows of its answers. `now` is when they were asked for, ms since 1970. */
export function prepareTile(
  tile: Tile,
  page: PageQuery,
  answers: TileAnswers,
  { keys, now, colors }: { keys: KeyNames; now: number; colors?: GroupColors | undefined },
): PreparedTile | null {
  const { metrics, groupBy } = timeSplit(tile, page.by);
  const chart = prepareChart(tile, page, answers, { keys, now, colors });
  if (chart === null) return null;
  const { main, totals, totalsBefore } = answers;
  const hasHeadlines = totals !== null && chart.kind === 'series';
  return {
    chart,
    headlines: hasHeadlines ? prepareHeadlines(metrics, totals, totalsBefore) : [],
    empty: emptyText(main, metrics, chart.kind === 'table' ? groupBy : []),
    notes: [
      ...(main.folded ? ['Rare values of the property are among the others.'] : []),
      ...(chart.kind === 'series' && groupBy.length > 0 && metrics.length < tile.metrics.length
        ? [
            `${metricName(metrics[0])} alone, as it is split by ${fieldLabel(groupBy[0] ?? '').toLowerCase()}.`,
          ]
        : []),
    ],
  };
}

function prepareChart(
  tile: Tile,
  page: PageQuery,
  { main, totals, mainBefore, totalsBefore }: TileAnswers,
  { keys, now, colors }: { keys: KeyNames; now: number; colors?: GroupColors | undefined },
): PreparedChart | null {
  const { metrics, groupBy } = timeSplit(tile, page.by);
  const range = { from: Date.parse(page.timeRange.from), to: Date.parse(page.timeRange.to) };
  const { timeZone } = page;
  const time = { range, now, timeZone };
  switch (tile.chart) {
    case 'number':
      if (totals === null) return null;
      return prepareNumber({ metrics, answer: main, totals, before: totalsBefore, now, timeZone });
    case 'table':
      if (groupBy.length > 0) {
        return prepareTable({ metrics, groupBy, answer: main, orderBy: tile.orderBy, keys });
      }
      return {
        kind: 'table',
        // Over time, which is never ordered otherwise.
        orderBy: null,
        sheet: prepareSeries({ mark: 'bar', metrics, groupBy, answer: main, before: null, keys, ...time })
          .sheet,
      };
    case 'histogram':
      return prepareHistogram({ metric: metrics[0], field: bucketOfTile(tile), answer: main });
    case 'heatmap':
      return prepareHeatmap({ metric: metrics[0], field: bucketOfTile(tile), answer: main, ...time });
    default:
      return prepareSeries({
        mark: tile.chart,
        metrics,
        groupBy,
        answer: main,
        before: mainBefore,
        ...{ keys, colors },
        ...time,
      });
  }
}

/** Why there is nothing to draw; null where there is something. A figure says it by itself. */
function emptyText(
  { rows }: Answer,
  metrics: readonly MetricSelection[],
  groupBy: readonly string[],
): PreparedTile['empty'] {
  const named = rows.filter(({ group }) => groupBy.every((field) => (group[field] ?? null) !== null));
  const [field] = groupBy;
  if (field !== undefined && named.length === 0 && field !== 'status' && field !== 'status_class') {
    return { text: `No request of this period has a ${fieldLabel(field).toLowerCase()}`, isQuiet: true };
  }
  if (rows.every(({ values }) => values.every((value) => toNumber(value) === null))) {
    const isStreamed = metrics.every(({ metric }) => metric === 'ttft' || metric === 'tokens_per_second');
    return {
      text: isStreamed ? 'No streamed answers in this period' : 'No requests in this period',
      isQuiet: true,
    };
  }
  const isNothing = rows.every(({ values }) => values.every((value) => (toNumber(value) ?? 0) === 0));
  const [first] = metrics;
  if (!isNothing || first === undefined || first.aggregation === 'rate') return null;
  if (first.metric === 'requests') return { text: 'No requests in this period', isQuiet: true };
  const text = nothing[first.metric];
  return text === undefined ? null : { text, isQuiet: false };
}

const nothing: Partial<Record<MetricSelection['metric'], string>> = {
  errors: 'No errors in this period',
  cost: 'No cost in this period',
  users: 'No users in this period',
  sessions: 'No sessions in this period',
  cache_hits: 'No cache hits in this period',
  saved: 'The cache saved nothing in this period',
  rate_limited: 'Nothing was rate limited in this period',
  input_tokens: 'No tokens in this period',
  cached_input_tokens: 'No cached tokens in this period',
  output_tokens: 'No tokens in this period',
  reasoning_tokens: 'No reasoning in this period',
  total_tokens: 'No tokens in this period',
  unpriced: 'Every request of this period has a price',
};
