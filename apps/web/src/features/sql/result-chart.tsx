'use client';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import type { SqlChart, SqlChartKind, SqlResult } from '@heliograph/contracts/sql';
import { ChartFrame } from '../../components/chart/chart-frame.tsx';
import { seriesColor } from '../../components/chart/palette.ts';
import { Segments } from '../../components/segments.tsx';
import { Select } from '../../components/select.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { formatFigure } from './format-figure.ts';
import { prepareChart, type ResultChart as Prepared } from './prepare-chart.ts';
import { isNumeric } from './prepare-result.ts';

const HEIGHT = 320;
const NONE = '\u0000';

// The charts' code is only loaded by pages that show one.
const ResultPlot = dynamic(() => import('./result-plot.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full rounded-lg" />,
});

interface ResultChartProps {
  result: SqlResult;
  chart: SqlChart;
  onChange: (chart: SqlChart) => void;
}

/** A result as a chart, with what it draws to be chosen from its columns. */
export function ResultChart({ result, chart, onChange }: ResultChartProps) {
  const prepared = useMemo(() => prepareChart(result, chart), [result, chart]);
  const names = result.columns.map(({ name }) => ({ value: name, label: name }));
  const numbers = result.columns.filter(isNumeric).map(({ name }) => ({ value: name, label: name }));
  const [first = ''] = chart.y;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <Segments<SqlChartKind>
          label="Kind of chart"
          value={chart.kind}
          options={[
            { value: 'line', label: 'Line' },
            { value: 'area', label: 'Area' },
            { value: 'bar', label: 'Bar' },
          ]}
          onChange={(kind) => onChange({ ...chart, kind })}
          className="mb-1"
        />
        <Choice label="Along the bottom">
          <Select
            aria-label="Along the bottom"
            value={chart.x}
            options={names}
            onValueChange={(x) => onChange({ ...chart, x })}
            className="w-44"
          />
        </Choice>
        <Choice label="Drawn">
          <Select
            aria-label="Drawn"
            value={first}
            options={numbers}
            onValueChange={(y) => onChange({ ...chart, y: [y] })}
            className="w-44"
          />
        </Choice>
        <Choice label="A series for each">
          <Select
            aria-label="A series for each"
            value={chart.series ?? NONE}
            options={[{ value: NONE, label: '—' }, ...names]}
            onValueChange={(series) => onChange({ ...chart, series: series === NONE ? null : series })}
            className="w-44"
          />
        </Choice>
      </div>
      <ChartFrame
        label="Chart of the result"
        legend={prepared.series.map(({ label }, at) => ({ label, color: seriesColor(at) }))}
        note={prepared.leftOut ?? undefined}
        table={<ChartTable x={chart.x} chart={prepared} />}
      >
        <div style={{ height: HEIGHT }}>
          <ResultPlot chart={prepared} kind={chart.kind} height={HEIGHT} />
        </div>
      </ChartFrame>
    </div>
  );
}

function Choice({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-1">
      <span aria-hidden className="text-xs text-muted">
        {label}
      </span>
      {children}
    </div>
  );
}

function ChartTable({ x, chart: { series, points } }: { x: string; chart: Prepared }) {
  return (
    <div className="sr-only">
      <table>
        <caption>Chart of the result</caption>
        <thead>
          <tr>
            <th scope="col">{x}</th>
            {series.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.slice(0, 200).map((point) => (
            <tr key={point.x}>
              <th scope="row">{point.x}</th>
              {series.map(({ key }) => (
                <td key={key}>
                  {point.values[key] === undefined || point.values[key] === null
                    ? '—'
                    : formatFigure(point.values[key])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
