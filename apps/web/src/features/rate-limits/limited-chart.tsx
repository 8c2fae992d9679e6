'use client';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCount, formatShortCount } from '../requests/format/format-count.ts';
import { scopeLabels } from './describe-limit.ts';
import { type LimitedBucket, limitKinds } from './limit-kinds.ts';

const AXIS = { fontSize: 11, fill: 'var(--muted)' };

interface LimitedChartProps {
  buckets: readonly LimitedBucket[];
  formatAt: (at: string) => string;
}

/** Refused requests by where the limit is set, step by step. */
export function LimitedChart({ buckets, formatAt }: LimitedChartProps) {
  return (
    <ResponsiveContainer width="100%" height={200}>
      <BarChart
        data={[...buckets]}
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
          allowDecimals={false}
          tickFormatter={formatShortCount}
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width={40}
        />
        <Tooltip
          cursor={{ fill: 'var(--hover)' }}
          content={({ active, payload }) => {
            const bucket = active ? (payload[0]?.payload as LimitedBucket | undefined) : undefined;
            if (bucket === undefined) return null;
            return (
              <dl className="grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-high">
                <dt className="col-span-2 font-medium text-ink">{formatAt(bucket.at)}</dt>
                {limitKinds.map(({ kind }) => (
                  <div key={kind} className="contents">
                    <dt className="text-muted">{scopeLabels[kind]}</dt>
                    <dd className="text-right tabular-nums">{formatCount(bucket[kind])}</dd>
                  </div>
                ))}
              </dl>
            );
          }}
        />
        {limitKinds.map(({ kind, color }) => (
          <Bar
            key={kind}
            dataKey={kind}
            stackId="requests"
            fill={color}
            maxBarSize={28}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
