import type { LegendItem } from '../../../components/chart/chart-legend.tsx';
import type { PreparedTile } from '../prepare/prepare-tile.ts';
import { ChangeMark } from './change-mark.tsx';

/** What a tile's marks mean, with the figure of each where there are several metrics. */
export function legendOf({ chart, headlines }: PreparedTile): LegendItem[] {
  if (chart.kind !== 'series') return [];
  const { model } = chart;
  const isBar = model.mark === 'bar';
  const markOf = (hatched: boolean) =>
    isBar ? (hatched ? 'hatched' : 'square') : hatched ? 'dashes' : 'line';
  const before: LegendItem[] =
    model.before === undefined || model.before.drawn.length === 0
      ? []
      : [{ label: model.before.label, color: 'var(--muted)', mark: 'dashes' }];
  if (model.series.length < 2 && !chart.grouped) return before;
  const hasFigures = !chart.grouped && headlines.length === model.series.length;
  const items = model.series.map(({ label, color, hatched = false }, at): LegendItem => {
    const mark = markOf(hatched);
    const headline = hasFigures ? headlines[at] : undefined;
    // What is left of a whole has no figure of its own.
    if (headline === undefined || headline.label !== label) return { label, color, mark };
    return {
      ...{ label, color, mark },
      value: (
        <>
          <span className="font-medium text-ink tabular-nums">{headline.text}</span>
          {headline.change !== null && <ChangeMark change={headline.change} before={headline.before} />}
        </>
      ),
    };
  });
  return [...items, ...before];
}
