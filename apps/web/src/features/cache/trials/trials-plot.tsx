'use client';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import type { CacheTrial } from '@heliograph/contracts/cache-trials';
import { Skeleton } from '../../../components/skeleton.tsx';

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
    <figure
      aria-label="Similarity of the questions against likeness of the answers"
      className="rounded-lg border border-line bg-surface p-4"
    >
      <figcaption className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className="inline-block size-2.5 rounded-full bg-info" />
          Would have been served
        </span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className="font-bold text-danger">
            +
          </span>
          Stopped by the check
        </span>
        <span>To the right: similarity of the questions. Upwards: words that both answers have.</span>
      </figcaption>
      <div aria-hidden>
        <TrialsChart trials={trials} onOpen={(requestId) => router.push(`/requests?request=${requestId}`)} />
      </div>
      {incomparable > 0 && (
        <p className="mt-1 text-xs text-muted">
          {incomparable} {incomparable === 1 ? 'trial has' : 'trials have'} an answer that can’t be compared.
        </p>
      )}
    </figure>
  );
}
