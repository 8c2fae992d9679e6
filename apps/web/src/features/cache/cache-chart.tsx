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
import { formatCount, formatShortCount } from '../requests/format/format-count.ts';
import { type ChartStep, formatHitRate } from './prepare-series.ts';

const AXIS = { fontSize: 11, fill: 'var(--muted)' };
const chartParts = [
  { key: 'hits', label: 'Hits', color: 'var(--success)' },
  { key: 'coalesced', label: 'Joined in flight', color: 'var(--info)' },
  { key: 'misses', label: 'Misses', color: 'var(--line-strong)' },
] as const;

interface CacheChartProps {
  steps: ChartStep[];
  formatAt: (at: number) => string;
}

/** Requests by what the cache did for them, step by step, and the share that it answered. */
export function CacheChart({ steps, formatAt }: CacheChartProps) {
  return (
    <ResponsiveContainer width="100%" height={220}>
      <ComposedChart
        data={steps}
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          tickFormatter={formatAt}
          tick={AXIS}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
          minTickGap={48}
        />
        <YAxis
          yAxisId="requests"
          allowDecimals={false}
          tickFormatter={formatShortCount}
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width={40}
        />
        <YAxis
          yAxisId="rate"
          orientation="right"
          domain={[0, 100]}
          ticks={[0, 50, 100]}
          tickFormatter={(percent: number) => `${percent} %`}
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width={44}
        />
        <Tooltip
          cursor={{ fill: 'var(--hover)' }}
          content={({ active, payload }) => {
            const step = active ? (payload[0]?.payload as ChartStep | undefined) : undefined;
            return step === undefined ? null : <StepTooltip step={step} formatAt={formatAt} />;
          }}
        />
        {chartParts.map(({ key, color }) => (
          <Bar
            key={key}
            yAxisId="requests"
            dataKey={key}
            stackId="requests"
            fill={color}
            maxBarSize={28}
            isAnimationActive={false}
          />
        ))}
        <Line
          yAxisId="rate"
          dataKey="hitRate"
          stroke="var(--accent-ink)"
          strokeWidth={1.5}
          dot={{ r: 2, strokeWidth: 0, fill: 'var(--accent-ink)' }}
          connectNulls
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function StepTooltip({ step, formatAt }: { step: ChartStep; formatAt: (at: number) => string }) {
  return (
    <dl className="grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-high">
      <dt className="col-span-2 font-medium text-ink">{formatAt(step.at)}</dt>
      {chartParts.map(({ key, label }) => (
        <div key={key} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="text-right tabular-nums">{formatCount(step[key])}</dd>
        </div>
      ))}
      <dt className="text-muted">Hit rate</dt>
      <dd className="text-right tabular-nums">
        {formatHitRate(step.hitRate === null ? null : step.hitRate / 100)}
      </dd>
    </dl>
  );
}
