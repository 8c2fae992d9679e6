'use client';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import type { CacheTrial } from '@heliograph/contracts/cache-trials';
import { ChartFrame } from '../../../components/chart/chart-frame.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { trialColors } from './prepare-trials.ts';

// The charts' code is only loaded by pages that show one.
const TrialsChart = dynamic(() => import('./trials-chart.tsx').then((module) => module.TrialsChart), {
  ssr: false,
  loading: () => <Skeleton className="h-65 w-full rounded-lg" />,
});

/** The trials as points. What it shows stands in the tables below it, for those who can't see it. */
export function TrialsPlot({ trials }: { trials: readonly CacheTrial[] }) {
  const router = useRouter();
  const incomparable = trials.filter(({ answerSimilarity }) => answerSimilarity === null).length;
  return (
    <ChartFrame
      label="Similarity of the questions against likeness of the answers"
      legend={[
        { label: 'Would have been served', color: trialColors.served, mark: 'dot' },
        { label: 'Stopped by the check', color: trialColors.stopped, mark: 'cross' },
      ]}
      note="To the right: similarity of the questions. Upwards: words that both answers have."
      footer={
        incomparable > 0 && (
          <p className="mt-1 text-xs text-muted">
            {incomparable} {incomparable === 1 ? 'trial has' : 'trials have'} an answer that can’t be
            compared.
          </p>
        )
      }
    >
      <TrialsChart trials={trials} onOpen={(requestId) => router.push(`/requests?request=${requestId}`)} />
    </ChartFrame>
  );
}
