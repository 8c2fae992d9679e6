'use client';
import dynamic from 'next/dynamic';
import { memo } from 'react';
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
  onPick: (pick: Pick) => void;
}

/** The drawing of a tile. It decides nothing: `prepare-*.ts` did. */
export const TileChart = memo(function TileChart({ label, chart, order, hrefOf, onPick }: TileChartProps) {
  switch (chart.kind) {
    case 'number':
      return <NumberFace number={chart} href={hrefOf(chart.pick)} />;
    case 'table':
      return <SheetTable caption={label} sheet={chart.sheet} hrefOf={hrefOf} order={order} />;
    case 'heatmap':
      return <HeatmapPlot map={chart} onPick={(row, first, last) => onPick(chart.pick(row, first, last))} />;
    default:
      return (
        <div aria-hidden data-plot className="min-h-0 grow">
          <TimePlot
            model={chart.model}
            height="100%"
            onPick={(first, last, key) => onPick(chart.pick(first, last, key))}
          />
        </div>
      );
  }
});
