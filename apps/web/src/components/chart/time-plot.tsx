'use client';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { xAxis, yAxis } from './chart-axis.ts';
import type { ChartModel, ChartRow } from './chart-model.ts';
import { ChartTooltip } from './chart-tooltip.tsx';

/** The drawing of a {@link ChartModel}; loaded by TimeChart alone. */
export function TimePlot({ model, height }: { model: ChartModel; height: number }) {
  const { series, line, rows, whole, formatTick, formatAt } = model;
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart
        data={[...rows]}
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" yAxisId="value" />
        <XAxis {...xAxis} dataKey="at" tickFormatter={formatAt} minTickGap={48} />
        <YAxis {...yAxis} yAxisId="value" allowDecimals={!whole} tickFormatter={formatTick} width="auto" />
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
          cursor={{ fill: 'var(--hover)' }}
          content={({ active, payload }) => {
            const row = active ? (payload[0]?.payload as ChartRow | undefined) : undefined;
            return row === undefined ? null : <RowTooltip row={row} model={model} />;
          }}
        />
        {series.map(({ key, color }) => (
          <Bar
            key={key}
            yAxisId="value"
            dataKey={(row: ChartRow) => row.values[key] ?? 0}
            stackId="value"
            fill={color}
            maxBarSize={28}
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
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function RowTooltip({ row, model }: { row: ChartRow; model: ChartModel }) {
  const { series, line, format, formatAt } = model;
  return (
    <ChartTooltip>
      <dl className="grid grid-cols-[minmax(0,auto)_auto] gap-x-4 gap-y-0.5">
        <dt className="col-span-2 font-medium text-ink">{formatAt(row.at)}</dt>
        {/* From the top, as the bars lie. */}
        {series.toReversed().map(({ key, label, color }) => (
          <div key={key} className="contents">
            <dt className="flex items-center gap-1.5 text-muted">
              <span className="size-2 shrink-0 rounded-sm" style={{ backgroundColor: color }} />
              <span className="truncate">{label}</span>
            </dt>
            <dd className="text-right tabular-nums">{format(row.values[key] ?? 0)}</dd>
          </div>
        ))}
        {line !== undefined && (
          <>
            <dt className="text-muted">{line.label}</dt>
            <dd className="text-right tabular-nums">{line.format(row.values[line.key] ?? null)}</dd>
          </>
        )}
      </dl>
    </ChartTooltip>
  );
}
