import type { RequestDetail } from '@heliograph/contracts/request';
import { formatDuration } from '../format/format-duration.ts';
import { formatProvider } from '../format/format-provider.ts';

/** The calls to providers within the request, in their order. */
export function AttemptsView({ attempts }: { attempts: RequestDetail['attempts'] }) {
  return (
    <ol className="grid grid-cols-1 gap-2">
      {attempts.map((attempt, index) => (
        <li key={index} className="rounded-lg border border-line px-3 py-2">
          <p className="flex flex-wrap items-center gap-x-3 tabular-nums">
            <span className="font-medium">
              {index + 1}. {formatProvider(attempt.provider)}
            </span>
            <span className="text-muted">{attempt.status ?? 'no answer'}</span>
            <span className="ml-auto text-muted">
              at {formatDuration(attempt.startedAtMs)}, took {formatDuration(attempt.durationMs)}
            </span>
          </p>
          <p className="font-mono text-xs text-muted wrap-anywhere">{attempt.url}</p>
          {attempt.error !== null && <p className="mt-1 text-danger wrap-anywhere">{attempt.error}</p>}
        </li>
      ))}
    </ol>
  );
}
