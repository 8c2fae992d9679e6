'use client';
import { CircleAlert, Database } from 'lucide-react';
import type { SqlChart } from '@heliograph/contracts/sql';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { examples } from './examples.ts';
import { ResultView } from './result-view.tsx';
import type { StatementState } from './use-statement.ts';

interface StatementOutcomeProps {
  state: StatementState;
  chart: SqlChart | null;
  onChart: (chart: SqlChart) => void;
  onShowFault: (position: number) => void;
  onExample: (sql: string) => void;
  onRun: () => void;
}

/** What came of the statement: nothing yet, its result, or why there is none. */
export function StatementOutcome({
  state,
  chart,
  onChart,
  onShowFault,
  onExample,
  onRun,
}: StatementOutcomeProps) {
  switch (state.status) {
    case 'idle':
      return <Examples onExample={onExample} />;
    case 'cancelled':
      return (
        <EmptyState
          title="Cancelled"
          description="The statement was ended before it had an answer."
          action={<Button onClick={onRun}>Run again</Button>}
          className="rounded-lg border border-dashed border-line py-10"
        />
      );
    case 'failed': {
      const { failure } = state;
      if (failure.status === null || failure.status >= 500) {
        return (
          <ErrorState
            title="The statement was not answered"
            message={failure.message}
            onRetry={onRun}
            className="rounded-lg border border-line"
          />
        );
      }
      const position = failure.details?.['position'];
      return (
        <div
          role="alert"
          className="flex items-start gap-3 rounded-lg border border-line bg-danger-soft px-4 py-3"
        >
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
          <div className="min-w-0 flex-1">
            <p className="text-sm font-medium text-ink">
              {failure.code === 'too_wide' ? 'Too much for one statement' : 'The statement does not run'}
            </p>
            <p className="mt-0.5 text-sm break-words text-muted">{failure.message}</p>
          </div>
          {typeof position === 'number' && (
            <Button size="sm" onClick={() => onShowFault(position)}>
              Show
            </Button>
          )}
        </div>
      );
    }
    case 'running':
      return state.before === null ? (
        <div role="status" className="grid gap-3">
          <span className="sr-only">The statement runs</span>
          <Skeleton className="w-64" />
          <Skeleton className="h-48 w-full rounded-lg" />
        </div>
      ) : (
        <div role="status" aria-busy className="opacity-50">
          <span className="sr-only">The statement runs</span>
          <ResultView sql={state.sql} result={state.before} chart={chart} onChart={onChart} />
        </div>
      );
    case 'done':
      return <ResultView sql={state.sql} result={state.result} chart={chart} onChart={onChart} />;
  }
}

function Examples({ onExample }: { onExample: (sql: string) => void }) {
  return (
    <EmptyState
      icon={<Database aria-hidden />}
      title="Ask what no page shows"
      description={
        <>
          <p>Write a SELECT and run it, or begin with one of these:</p>
          <div className="mt-4 flex flex-wrap justify-center gap-2">
            {examples.map(({ label, sql }) => (
              <Button key={label} size="sm" onClick={() => onExample(sql)}>
                {label}
              </Button>
            ))}
          </div>
        </>
      }
      className="rounded-lg border border-dashed border-line"
    />
  );
}
