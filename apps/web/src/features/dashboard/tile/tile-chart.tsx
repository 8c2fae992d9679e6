'use client';
import dynamic from 'next/dynamic';
import { memo } from 'react';
import type { Stretch } from '../../../components/chart/move-cursor.ts';
import { Skeleton } from '../../../components/skeleton.tsx';
import type { Pick } from '../drill/pick.ts';
import type { PreparedChart } from '../prepare/prepare-tile.ts';
import { HeatmapPlot } from './heatmap-plot.tsx';
import { NumberFace } from './number-face.tsx';
import { type SheetOrder, SheetTable } from './sheet-table.tsx';

// The charts' code is only loaded by pages that show one.
const TimePlot = dynamic(
  () => import('../../../components/chart/time-plot.tsx').then((module) => module.TimePlot),
  { ssr: false, loading: () => <Skeleton className="h-full w-full rounded-lg" /> },
);

interface TileChartProps {
  label: string;
  chart: PreparedChart;
  order: SheetOrder | undefined;
  hrefOf: (pick: Pick) => string | null;
  /** Null where nothing can be picked, as in the editor. */
  onPick: ((chosen: ChosenPart) => void) | null;
  /** Places that stay marked while it is asked what to do with them. */
  held: Stretch | null;
}

/** A part of a chart that was picked. */
export interface ChosenPart {
  pick: Pick;
  /** Places of a chart over time; null where it has none. */
  stretch: Stretch | null;
  at: { x: number; y: number };
  isPress: boolean;
}

/** The drawing of a tile. It decides nothing: `prepare-*.ts` did. */
export const TileChart = memo(function TileChart({
  label,
  chart,
  order,
  hrefOf,
  onPick,
  held,
}: TileChartProps) {
  switch (chart.kind) {
    case 'number':
      return <NumberFace number={chart} href={hrefOf(chart.pick)} />;
    case 'table':
      return <SheetTable caption={label} sheet={chart.sheet} hrefOf={hrefOf} order={order} />;
    case 'heatmap':
      return (
        <HeatmapPlot
          map={chart}
          onPick={(row, first, last, at) =>
            onPick?.({ pick: chart.pick(row, first, last), stretch: null, at, isPress: first === last })
          }
        />
      );
    default:
      return (
        <div data-plot className="min-h-0 grow">
          <TimePlot
            model={chart.model}
            height="100%"
            label={label}
            held={held}
            onPick={
              onPick === null
                ? undefined
                : ({ first, last, key, at, isPress }) =>
                    onPick({ pick: chart.pick(first, last, key), stretch: { first, last }, at, isPress })
            }
          />
        </div>
      );
  }
});
