'use client';
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { SqlChartKind } from '@heliograph/contracts/sql';
import { xAxis, yAxis } from '../../components/chart/chart-axis.ts';
import { ChartTooltip } from '../../components/chart/chart-tooltip.tsx';
import { seriesColor } from '../../components/chart/palette.ts';
import { formatFigure } from './format-figure.ts';
import type { ResultChart } from './prepare-chart.ts';

type Point = ResultChart['points'][number];

const charts = { line: LineChart, area: AreaChart, bar: BarChart } as const;

/** The drawing of a {@link ResultChart}; loaded by ResultChartView alone. */
export default function ResultPlot({
  chart,
  kind,
  height,
}: {
  chart: ResultChart;
  kind: SqlChartKind;
  height: number;
}) {
  const Chart = charts[kind];
  const { series, points } = chart;
  return (
    <ResponsiveContainer width="100%" height={height}>
      <Chart data={[...points]} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          {...xAxis}
          dataKey="x"
          minTickGap={24}
          interval={points.length <= 8 ? 0 : 'preserveStart'}
          tickFormatter={shorten}
        />
        <YAxis {...yAxis} tickFormatter={formatFigure} width="auto" />
        <Tooltip
          cursor={kind === 'bar' ? { fill: 'var(--hover)' } : { stroke: 'var(--line-strong)' }}
          content={({ active, payload }) => {
            const point = active ? (payload[0]?.payload as Point | undefined) : undefined;
            return point === undefined ? null : <PointTooltip point={point} series={series} />;
          }}
        />
        {series.map(({ key }, at) => {
          const drawn = {
            dataKey: (point: Point) => point.values[key] ?? null,
            isAnimationActive: false,
          };
          const color = seriesColor(at);
          if (kind === 'bar') return <Bar key={key} {...drawn} fill={color} maxBarSize={40} />;
          if (kind === 'area') {
            return (
              <Area
                key={key}
                {...drawn}
                stackId="all"
                stroke={color}
                fill={color}
                fillOpacity={0.25}
                dot={points.length === 1}
              />
            );
          }
          return (
            <Line
              key={key}
              {...drawn}
              stroke={color}
              strokeWidth={1.75}
              dot={points.length < 40}
              connectNulls
            />
          );
        })}
      </Chart>
    </ResponsiveContainer>
  );
}

function shorten(text: string): string {
  const time = /^\d{4}-(\d\d-\d\d)(?: (\d\d:\d\d))?/.exec(text);
  if (time !== null)
    return time[2] === undefined || time[2] === '00:00' ? (time[1] ?? text) : `${time[1]} ${time[2]}`;
  return text.length > 15 ? `${text.slice(0, 14)}…` : text;
}

function PointTooltip({ point, series }: { point: Point; series: ResultChart['series'] }) {
  return (
    <ChartTooltip>
      <dl className="grid grid-cols-[minmax(0,auto)_auto] gap-x-4 gap-y-0.5">
        <dt className="col-span-2 font-medium break-all text-ink">{point.x}</dt>
        {series.map(({ key, label }, at) => (
          <div key={key} className="contents">
            <dt className="flex items-center gap-1.5 text-muted">
              <span className="size-2 shrink-0 rounded-sm" style={{ backgroundColor: seriesColor(at) }} />
              <span className="truncate">{label}</span>
            </dt>
            <dd className="text-right tabular-nums">
              {point.values[key] === undefined || point.values[key] === null
                ? '—'
                : formatFigure(point.values[key])}
            </dd>
          </div>
        ))}
      </dl>
    </ChartTooltip>
  );
}
