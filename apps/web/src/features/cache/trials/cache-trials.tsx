'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../../client/api.ts';
import { describeApiError } from '../../../client/api-error.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { DoubtfulTrials } from './doubtful-trials.tsx';
import { doubtfulTrials, thresholdRows } from './prepare-trials.ts';
import { ThresholdTable } from './threshold-table.tsx';
import { TrialsPlot } from './trials-plot.tsx';

const MOST_DOUBTFUL = 8;

/** What the semantic cache would have served to requests in shadow mode, so that a threshold can be chosen. */
export function CacheTrials({ timeRange }: { timeRange: { from: string; to: string } }) {
  const trials = useQuery(
    api.cache.trials.queryOptions({ input: { timeRange }, placeholderData: keepPreviousData }),
  );
  return (
    <section aria-labelledby="cache-trials" className="flex flex-col gap-3">
      <div>
        <h2 id="cache-trials" className="text-base font-semibold tracking-tight text-ink">
          Semantic trials
        </h2>
        <p className="mt-0.5 max-w-160 text-pretty text-muted">
          What <code className="font-mono text-ink">Helicone-Cache-Semantic: shadow</code> would have served,
          beside what the provider said. Likeness is the share of words that both answers have: good answers
          in other words come out low, so look at those before you trust a threshold.
        </p>
      </div>
      {trials.isPending ? (
        <div role="status">
          <span className="sr-only">Loading the trials</span>
          <Skeleton className="h-64 w-full rounded-lg" />
        </div>
      ) : trials.data === undefined ? (
        <ErrorState
          title="The trials could not be loaded"
          message={describeApiError(trials.error).message}
          onRetry={() => void trials.refetch()}
          retrying={trials.isFetching}
          className="rounded-lg border border-line"
        />
      ) : trials.data.items.length === 0 ? (
        <p className="rounded-lg border border-dashed border-line px-4 py-4 text-muted">
          No trials in this time. Each request in shadow mode to which a similar question was kept shows up
          here.
        </p>
      ) : (
        <>
          <TrialsPlot trials={trials.data.items} />
          {trials.data.total > trials.data.items.length && (
            <p className="text-xs text-muted">
              The newest {trials.data.items.length} of {trials.data.total} trials.
            </p>
          )}
          <ThresholdTable rows={thresholdRows(trials.data.items)} />
          <DoubtfulTrials trials={doubtfulTrials(trials.data.items, MOST_DOUBTFUL)} />
        </>
      )}
    </section>
  );
}
