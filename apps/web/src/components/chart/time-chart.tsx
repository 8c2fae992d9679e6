'use client';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { Skeleton } from '../skeleton.tsx';
import { ChartFrame } from './chart-frame.tsx';
import type { LegendItem } from './chart-legend.tsx';
import type { ChartModel } from './chart-model.ts';

// The charts' code is only loaded by pages that show one.
const TimePlot = dynamic(() => import('./time-plot.tsx').then((module) => module.TimePlot), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full rounded-lg" />,
});

interface TimeChartProps {
  /** Accessible name, and the table's caption. */
  label: string;
  title?: ReactNode;
  actions?: ReactNode;
  model: ChartModel;
  /** Px. */
  height?: number;
}

/** Stacked bars over time, with a table of the same for screen readers. */
export function TimeChart({ label, title, actions, model, height = 220 }: TimeChartProps) {
  const { series, line } = model;
  const legend: LegendItem[] = line === undefined ? [...series] : [...series, { ...line, mark: 'line' }];
  return (
    <ChartFrame
      label={label}
      title={title}
      actions={actions}
      legend={legend}
      table={<ChartTable caption={label} model={model} />}
    >
      <div style={{ height }}>
        <TimePlot model={model} height={height} />
      </div>
    </ChartFrame>
  );
}

/** Stretches in which nothing happened are left out. */
function ChartTable({ caption, model }: { caption: string; model: ChartModel }) {
  const { series, line, rows, format, formatAt } = model;
  const filled = rows.filter(({ values }) => series.some(({ key }) => (values[key] ?? 0) !== 0));
  return (
    // Out of sight by its parent: a table alone keeps its width.
    <div className="sr-only">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            {[...series, ...(line === undefined ? [] : [line])].map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {filled.map(({ at, values }) => (
            <tr key={at}>
              <th scope="row">{formatAt(at)}</th>
              {series.map(({ key }) => (
                <td key={key}>{format(values[key] ?? 0)}</td>
              ))}
              {line !== undefined && <td>{line.format(values[line.key] ?? null)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
