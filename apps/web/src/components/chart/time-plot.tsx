'use client';
import { useId } from 'react';
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
import { HatchPattern } from './hatch.tsx';
import { RowTooltip } from './row-tooltip.tsx';
import { describeStretch } from './describe-stretch.ts';
import type { Stretch } from './move-cursor.ts';
import { type PickHandler, useBrush } from './use-brush.ts';

interface TimePlotProps {
  model: ChartModel;
  /** Px, or as high as what it stands in. */
  height: number | '100%';
  /** A press picks a stretch of time, a drag several of them; the keyboard as well. */
  onPick?: PickHandler | undefined;
  /** Of what stretches are picked, for screen readers. */
  label?: string;
  /** Marked as picked. */
  held?: Stretch | null;
}

/** The drawing of a {@link ChartModel}; loaded by the charts alone. */
export function TimePlot({ model, height, onPick, label, held = null }: TimePlotProps) {
  const { series, line, rows, whole, reach, formatTick, formatAt, before } = model;
  const { brushed, cursor, handlers, press, notePointer, onKeyDown, onBlur } = useBrush(rows.length, onPick);
  const id = useId();
  const marked = brushed ?? held;
  const ends = marked === null ? [] : [rows[marked.first], rows[marked.last]];
  const [from, to] = ends;
  const slider =
    onPick === undefined || rows.length === 0
      ? { 'aria-hidden': true }
      : {
          ...{ role: 'slider', tabIndex: 0, onKeyDown, onBlur },
          'aria-label': `Stretch of ${label ?? 'the chart'}: arrow keys, with Shift several, Enter to go on`,
          'aria-valuemin': 0,
          'aria-valuemax': rows.length - 1,
          'aria-valuenow': cursor?.last ?? rows.length - 1,
          'aria-valuetext': cursor === null ? 'None chosen' : describeStretch(model, cursor),
        };
  return (
    <div style={{ height }} onPointerDownCapture={notePointer} className="rounded-sm" {...slider}>
      {cursor !== null && (
        <p className="pointer-events-none absolute right-3 z-10 rounded-md border border-line bg-raised px-2 py-1 text-xs shadow-high tabular-nums">
          {describeStretch(model, cursor)}
        </p>
      )}
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={[...rows]}
          margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          className={onPick === undefined ? undefined : 'cursor-pointer select-none'}
          {...handlers}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" yAxisId="value" />
          <XAxis
            {...xAxis}
            dataKey="at"
            tickFormatter={formatAt}
            minTickGap={48}
            interval="equidistantPreserveStart"
          />
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
          <defs>
            {series.flatMap(({ key, color, hatched = false }) =>
              hatched ? <HatchPattern key={key} id={`${id}-${key}`} color={color} /> : [],
            )}
          </defs>
          {series.map((one) => drawSeries(one, model, press, `url(#${id}-${one.key})`))}
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
  { key, color, hatched = false }: ChartSeries,
  { mark = 'bar', stacked = true, dots = false, rows }: ChartModel,
  press: (key: string) => void,
  hatch: string,
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
        fill={hatched ? hatch : color}
        maxBarSize={28}
      />
    );
  }
  // Past so many points a line is as wide as they are apart.
  const strokeWidth = rows.length > 400 ? 1 : 1.75;
  const activeDot = { r: 3.5, strokeWidth: 0, onMouseDown: () => press(key) };
  const dataKey = (row: ChartRow) => row.values[key] ?? null;
  const dashes = hatched ? { strokeDasharray: '7 3' } : {};
  if (mark === 'area') {
    return (
      <Area
        key={key}
        {...shared}
        {...stack}
        {...{ dataKey, dot, activeDot, strokeWidth }}
        {...dashes}
        stroke={color}
        fill={hatched ? hatch : color}
        fillOpacity={stacked ? 0.35 : 0.15}
      />
    );
  }
  return (
    <Line key={key} {...shared} {...{ dataKey, dot, activeDot, strokeWidth }} {...dashes} stroke={color} />
  );
}
