'use client';
import { CartesianGrid, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { CacheTrial } from '@heliograph/contracts/cache-trials';
import { xAxis, yAxis } from '../../../components/chart/chart-axis.ts';
import { ChartTooltip } from '../../../components/chart/chart-tooltip.tsx';
import { describeDifference } from './describe-difference.ts';
import { type PlottedTrial, plotFrom, plotTrials, similarityTicks, trialColors } from './prepare-trials.ts';

const LIKENESS = [0, 25, 50, 75, 100];

interface TrialsChartProps {
  trials: readonly CacheTrial[];
  onOpen: (requestId: string) => void;
}

/** How alike the answers were against how similar the questions were; a click on a point opens its request. */
export function TrialsChart({ trials, onOpen }: TrialsChartProps) {
  const points = plotTrials(trials);
  const from = plotFrom(trials);
  const open = (point: unknown): void => onOpen((point as { payload: PlottedTrial }).payload.trial.requestId);
  return (
    <ResponsiveContainer width="100%" height={260}>
      <ScatterChart margin={{ top: 8, right: 12, bottom: 4, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" />
        <XAxis
          {...xAxis}
          type="number"
          dataKey="similarity"
          domain={[from, 1]}
          ticks={similarityTicks(from)}
          tickFormatter={(similarity: number) => similarity.toFixed(2)}
        />
        <YAxis
          {...yAxis}
          type="number"
          dataKey="likeness"
          domain={[0, 100]}
          ticks={LIKENESS}
          tickFormatter={(percent: number) => `${percent} %`}
          width={44}
        />
        <Tooltip
          cursor={false}
          content={({ active, payload }) => {
            const point = active ? (payload[0]?.payload as PlottedTrial | undefined) : undefined;
            return point === undefined ? null : <TrialTooltip point={point} />;
          }}
        />
        <Scatter
          data={points.filter(({ trial }) => trial.difference === null)}
          fill={trialColors.served}
          fillOpacity={0.7}
          isAnimationActive={false}
          onClick={open}
          className="cursor-pointer"
        />
        <Scatter
          data={points.filter(({ trial }) => trial.difference !== null)}
          shape="cross"
          fill={trialColors.stopped}
          isAnimationActive={false}
          onClick={open}
          className="cursor-pointer"
        />
      </ScatterChart>
    </ResponsiveContainer>
  );
}

function TrialTooltip({ point: { trial, similarity, likeness } }: { point: PlottedTrial }) {
  return (
    <ChartTooltip>
      <p className="line-clamp-2 font-medium wrap-anywhere text-ink">{trial.requestPreview}</p>
      <p className="text-muted tabular-nums">
        Similarity {similarity.toFixed(3)} · answers alike {Math.round(likeness)} %
      </p>
      <p className="text-muted">
        {trial.difference === null
          ? 'Would have been served'
          : `Stopped by the check: ${describeDifference(trial.difference)}`}
      </p>
    </ChartTooltip>
  );
}
