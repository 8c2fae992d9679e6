'use client';
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { xAxis, yAxis } from './chart-axis.ts';
import type { ChartModel, ChartRow, ChartSeries } from './chart-model.ts';
import { RowTooltip } from './row-tooltip.tsx';
import { type PickHandler, useBrush } from './use-brush.ts';

interface TimePlotProps {
  model: ChartModel;
  /** Px, or as high as what it stands in. */
  height: number | '100%';
  /** A press picks a stretch of time, a drag several of them. */
  onPick?: PickHandler | undefined;
}

/** The drawing of a {@link ChartModel}; loaded by the charts alone. */
export function TimePlot({ model, height, onPick }: TimePlotProps) {
  const { series, line, rows, whole, reach, formatTick, formatAt, before } = model;
  const { brushed, handlers, press, notePointer } = useBrush(rows.length, onPick);
  const ends = brushed === null ? [] : [rows[brushed.first], rows[brushed.last]];
  const [from, to] = ends;
  return (
    <div style={{ height }} onPointerDownCapture={notePointer}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={[...rows]}
          margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          className={onPick === undefined ? undefined : 'cursor-pointer select-none'}
          {...handlers}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" yAxisId="value" />
          <XAxis {...xAxis} dataKey="at" tickFormatter={formatAt} minTickGap={48} />
          <YAxis
            {...yAxis}
            yAxisId="value"
            allowDecimals={!whole}
            {...(reach !== undefined && { domain: [0, (most: number) => Math.max(most, reach)] })}
            tickFormatter={formatTick}
            width="auto"
          />
          {line !== undefined && (
            <YAxis
              {...yAxis}
              yAxisId="percent"
              orientation="right"
              domain={[0, 100]}
              ticks={[0, 50, 100]}
              tickFormatter={(percent: number) => `${percent} %`}
              width={44}
            />
          )}
          <Tooltip
            cursor={{
              fill: 'var(--hover)',
              stroke: 'var(--line-strong)',
              strokeWidth: model.mark === undefined || model.mark === 'bar' ? 0 : 1,
            }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = active ? (payload[0]?.payload as ChartRow | undefined) : undefined;
              return row === undefined ? null : <RowTooltip row={row} model={model} />;
            }}
          />
          {series.map((one) => drawSeries(one, model, press))}
          {before?.drawn.map(({ key }) => (
            <Line
              key={`before ${key}`}
              yAxisId="value"
              dataKey={(row: ChartRow) => row.before?.[key] ?? null}
              stroke="var(--muted)"
              strokeWidth={1.5}
              strokeDasharray="3 3"
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
          {line !== undefined && (
            <Line
              yAxisId="percent"
              dataKey={(row: ChartRow) => row.values[line.key] ?? null}
              stroke={line.color}
              strokeWidth={1.5}
              dot={{ r: 2, strokeWidth: 0, fill: line.color }}
              connectNulls
              isAnimationActive={false}
            />
          )}
          {from !== undefined && to !== undefined && (
            <ReferenceArea
              yAxisId="value"
              x1={from.at}
              x2={to.at}
              fill="var(--accent)"
              fillOpacity={0.2}
              stroke="var(--accent)"
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function drawSeries(
  { key, color }: ChartSeries,
  { mark = 'bar', stacked = true, dots = false, rows }: ChartModel,
  press: (key: string) => void,
) {
  const shared = { yAxisId: 'value', isAnimationActive: false, onMouseDown: () => press(key) } as const;
  const stack = stacked ? { stackId: 'value' } : {};
  const dot = dots ? { r: 2, strokeWidth: 0, fill: color } : false;
  if (mark === 'bar') {
    return (
      <Bar
        key={key}
        {...shared}
        {...stack}
        dataKey={(row: ChartRow) => row.values[key] ?? 0}
        fill={color}
        maxBarSize={28}
      />
    );
  }
  // Past so many points a line is as wide as they are apart.
  const strokeWidth = rows.length > 400 ? 1 : 1.75;
  const activeDot = { r: 3.5, strokeWidth: 0, onMouseDown: () => press(key) };
  const dataKey = (row: ChartRow) => row.values[key] ?? null;
  if (mark === 'area') {
    return (
      <Area
        key={key}
        {...shared}
        {...stack}
        {...{ dataKey, dot, activeDot, strokeWidth }}
        stroke={color}
        fill={color}
        fillOpacity={stacked ? 0.35 : 0.15}
      />
    );
  }
  return <Line key={key} {...shared} {...{ dataKey, dot, activeDot, strokeWidth }} stroke={color} />;
}
