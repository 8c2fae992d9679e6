import { type MetricSelection, OTHER_GROUP } from '@heliograph/contracts/analytics';
import type { Interval } from '@heliograph/contracts/time-buckets';
import type { ChartModel, ChartSeries } from '../../../components/chart/chart-model.ts';
import { restColor, seriesColor, seriesLooks } from '../../../components/chart/palette.ts';
import type { GroupColors } from '../colors/assign-colors.ts';
import type { Pick as Picked } from '../drill/pick.ts';
import { type Answer, type Group, toNumber } from './answer.ts';
import { formatBuckets } from './format-bucket.ts';
import { formatOf, formatValue } from './format-metric.ts';
import { groupLabel, type KeyNames } from './group-label.ts';
import { isAdditive, metricNamesOf, metricUnit } from './metric-name.ts';
import { type RankedGroup, rankGroups } from './rank-groups.ts';
import { stackParts } from './stack-parts.ts';
import type { Sheet } from './sheet.ts';

export interface SeriesInput {
  mark: 'bar' | 'area' | 'line';
  metrics: readonly [MetricSelection, ...MetricSelection[]];
  /** Where it names fields, the first metric alone is shown, by group. */
  groupBy: readonly string[];
  answer: Answer;
  /** The same metrics of the period before, of all groups together; null where it isn't compared. */
  before: Answer | null;
  /** Ends of the time range, ms since 1970. Stretches that begin after `now` are left out. */
  range: { from: number; to: number };
  now: number;
  timeZone: string;
  keys: KeyNames;
  /** Of groups, the same in every chart of a page. */
  colors?: GroupColors | undefined;
}

export interface PreparedSeries {
  kind: 'series';
  /** Whether the series are groups, which only the legend names. */
  grouped: boolean;
  model: ChartModel;
  sheet: Sheet;
  /** The requests behind some stretches, from the first to the last of these places, of one series or all. */
  pick: (first: number, last: number, key: string | null) => Picked;
}

interface Line extends ChartSeries {
  /** Place among the answer's values. */
  column: number;
  group: Group | null;
  values: (number | null)[];
}

/** Metrics over time, or one of them by group, as lines, areas or bars. */
export function prepareSeries(input: SeriesInput): PreparedSeries {
  const { mark, metrics, groupBy, answer, range, now, timeZone } = input;
  const times = [
    ...new Set(answer.rows.flatMap(({ time }) => (time === null || time > now ? [] : [time]))),
  ].toSorted((left, right) => left - right);
  const interval: Interval = answer.interval === 'none' ? 'hour' : answer.interval;
  const isGrouped = groupBy.length > 0;
  const shown = isGrouped ? metrics.slice(0, 1) : metrics;
  const stacked = mark !== 'line' && shown.every(isAdditive);
  const read = isGrouped ? readGroups(input, times) : readMetrics(input, times);
  const lines = stacked && !isGrouped ? stackParts(read, metrics) : read;
  const [first] = metrics;
  const unit = metricUnit(first);
  const { full, short, whole } = formatOf(unit);
  const format = formatBuckets(times, interval, timeZone);
  const before = readBefore(input, times.length);
  // Lines of several metrics beside those of before would be a thicket.
  const drawn =
    before === null ? [] : lines.length === 1 ? lines : isGrouped && isAdditive(first) ? [WHOLE] : [];
  const model: ChartModel = {
    mark,
    stacked,
    dots: mark !== 'bar' && lines.some(({ values }) => hasLonePoint(values)),
    ...(unit === 'share' &&
      lines.every(({ values }) => values.every((value) => (value ?? 0) === 0)) && { reach: 1 }),
    series: lines.map(({ key, label, color, hatched }) => ({
      ...{ key, label, color },
      ...(hatched === true && { hatched }),
    })),
    rows: times.map((at, place) => ({
      at,
      values: Object.fromEntries(lines.map(({ key, values }) => [key, values[place] ?? null])),
      ...(before !== null && { before: before(place, lines) }),
    })),
    ...(before !== null && { before: { label: 'Period before', drawn } }),
    whole,
    format: full,
    formatTick: short,
    formatAt: format.tick,
    formatAtFull: format.full,
  };
  const end = (place: number): number => Math.min(times[place + 1] ?? range.to, range.to);
  const pick = (from: number, to: number, key: string | null): Picked => {
    const line = lines.find((each) => each.key === key) ?? (lines.length === 1 ? lines[0] : undefined);
    const group = line?.group ?? {};
    const isRest = Object.values(group).includes(OTHER_GROUP);
    return {
      span: { from: Math.max(times[from] ?? range.from, range.from), to: end(to) },
      group: isRest ? {} : group,
      ...(isRest && {
        except: lines.flatMap((each) => (each === line || each.group === null ? [] : [each.group])),
      }),
      metric: metrics[isGrouped ? 0 : (line?.column ?? 0)]?.metric ?? null,
    };
  };
  const compared = before !== null && lines.length === 1;
  const sheet: Sheet = {
    columns: [
      { label: 'Time', figure: false },
      ...lines.map(({ label }) => ({ label, figure: true })),
      ...(compared ? [{ label: 'Period before', figure: true }] : []),
    ],
    rows: model.rows.map(({ at, values, before: then }, place) => ({
      cells: [
        { text: format.full(at), raw: new Date(at).toISOString() },
        ...lines.map(({ key, column }) => {
          const value = values[key] ?? null;
          return { text: formatValue(value, metricUnit(metrics[column] ?? first)), raw: value };
        }),
        ...(compared ? [cellOf(then?.[lines[0]?.key ?? ''] ?? null, unit)] : []),
      ],
      pick: pick(place, place, null),
    })),
  };
  return { kind: 'series', grouped: isGrouped, model, sheet, pick };
}

/** All groups together, of the period before. */
const WHOLE: ChartSeries = { key: 'whole', label: 'All', color: 'var(--muted)' };

/** Whether a value stands between two that are missing, so that no line leads to it. */
function hasLonePoint(values: readonly (number | null)[]): boolean {
  return values.some(
    (value, place) =>
      value !== null && (values[place - 1] ?? null) === null && (values[place + 1] ?? null) === null,
  );
}

function cellOf(value: number | null, unit: Parameters<typeof formatValue>[1]) {
  return { text: formatValue(value, unit), raw: value };
}

function readMetrics({ metrics, answer }: SeriesInput, times: readonly number[]): Line[] {
  const rows = new Map(answer.rows.map((row) => [row.time, row.values]));
  const names = metricNamesOf(metrics);
  return metrics.map((selection, column) => ({
    key: `m${column}`,
    label: names[column] ?? '',
    color: metrics.length === 1 && selection.metric === 'errors' ? 'var(--danger)' : seriesColor(column),
    column,
    group: null,
    values: times.map((time) => valueAt(rows.get(time)?.[column], selection)),
  }));
}

function readGroups(
  { metrics, groupBy, answer, keys, colors }: SeriesInput,
  times: readonly number[],
): Line[] {
  const [selection] = metrics;
  const ranked = rankGroups(answer, selection, groupBy);
  const lookOf = looksOf(ranked, colors);
  return ranked.map(({ id, group, isRest, values }, place) => ({
    key: isRest ? 'rest' : `g${place}`,
    label: groupLabel(group, groupBy, keys),
    ...lookOf(id),
    column: 0,
    group,
    values: times.map((time) => valueAt(values.get(time), selection)),
  }));
}

type Look = Pick<ChartSeries, 'color' | 'hatched'>;

/** The looks of the page; groups that it gave none, or one that is taken here, get what is left. */
function looksOf(ranked: readonly RankedGroup[], colors: GroupColors | undefined): (id: string) => Look {
  const own = new Map<string, Look>();
  const taken = new Set<Look>();
  const give = (id: string, look: Look): void => {
    own.set(id, look);
    taken.add(look);
  };
  for (const { id, group, isRest } of ranked) {
    const fixed = isRest ? restColor : statusColor(group);
    const wished = seriesLooks[colors?.get(id) ?? -1];
    if (fixed !== null) give(id, { color: fixed });
    else if (wished !== undefined && !taken.has(wished)) give(id, wished);
  }
  for (const { id } of ranked) {
    if (!own.has(id)) give(id, seriesLooks.find((look) => !taken.has(look)) ?? { color: restColor });
  }
  return (id) => own.get(id) ?? { color: restColor };
}

/** The one field whose values mean good or bad wherever they stand. */
function statusColor(group: Group): string | null {
  const { status_class: value, ...others } = group;
  if (value === undefined || Object.keys(others).length > 0) return null;
  const at = ['2xx', '4xx'].indexOf(value ?? '');
  if (value === '5xx') return 'var(--danger)';
  return at === -1 ? restColor : seriesColor(at);
}

/** Nothing in a stretch is 0 of what adds up, and no value of anything else. */
function valueAt(value: number | string | null | undefined, selection: MetricSelection): number | null {
  return toNumber(value) ?? (isAdditive(selection) ? 0 : null);
}

/** The values of the period before, stretch by stretch: the first beside the first, however long its days were. */
function readBefore({ before, metrics, groupBy }: SeriesInput, length: number) {
  if (before === null) return null;
  const rows = before.rows
    .filter(({ time }) => time !== null)
    .toSorted((left, right) => Number(left.time) - Number(right.time))
    .slice(0, length);
  return (place: number, lines: readonly Line[]): Record<string, number | null> => {
    const values = rows[place]?.values;
    const [first] = metrics;
    if (groupBy.length > 0) return { whole: valueAt(values?.[0], first) };
    return Object.fromEntries(
      lines.map(({ key, column }) => [key, valueAt(values?.[column], metrics[column] ?? first)]),
    );
  };
}
