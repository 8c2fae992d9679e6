import type { RequestDetail } from '@heliograph/contracts/request';
import { Badge } from '../../../components/badge.tsx';
import { cn } from '../../../components/cn.ts';
import { formatDuration } from '../format/format-duration.ts';
import { formatFallback } from '../format/format-fallback.ts';
import { formatProvider } from '../format/format-provider.ts';
import {
  prepareTimeline,
  type Stretch,
  type TimelineAttempt,
  type TimelineEntry,
} from './prepare-timeline.ts';

const barClass: Record<TimelineEntry['tone'], string> = {
  success: 'bg-success',
  danger: 'bg-danger',
  muted: 'bg-line-strong',
};
const badgeTone = { success: 'success', danger: 'danger', muted: 'neutral' } as const;

/** The calls to providers within the request, one below the other on one scale of time. */
export function AttemptsTimeline({ attempts }: { attempts: RequestDetail['attempts'] }) {
  const { totalMs, entries } = prepareTimeline(attempts);
  return (
    <div className="grid grid-cols-1 gap-2">
      <p aria-hidden className="flex justify-between px-3 text-xs text-faint tabular-nums">
        <span>0</span>
        <span>{formatDuration(totalMs)}</span>
      </p>
      <ol aria-label="Attempts" className="grid grid-cols-1 gap-2">
        {entries.map((entry, index) => (
          <Attempt key={index} entry={entry} number={index + 1} />
        ))}
      </ol>
    </div>
  );
}

function Attempt({ entry, number }: { entry: TimelineEntry; number: number }) {
  const { attempt, tone, answer, stretch, wait } = entry;
  return (
    <li className="rounded-lg border border-line">
      <div className="px-3 pt-2">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">
            {number}. {formatProvider(attempt.provider)}
          </span>
          <Badge tone={badgeTone[tone]}>{answer}</Badge>
          {attempt.fallbackIndex !== null && (
            <span className="text-xs text-muted">{formatFallback(attempt.fallbackIndex)}</span>
          )}
          {attempt.called && (
            <span className="ml-auto text-muted tabular-nums">
              {formatDuration(attempt.durationMs)}{' '}
              <span className="text-xs text-faint">from {formatDuration(attempt.startedAtMs)}</span>
            </span>
          )}
        </p>
        {attempt.model !== null && <p className="text-muted wrap-anywhere">{attempt.model}</p>}
        <p className="font-mono text-xs text-muted wrap-anywhere">{attempt.url}</p>
        {attempt.error !== null && <p className="mt-1 text-danger wrap-anywhere">{attempt.error}</p>}
      </div>
      <div aria-hidden className="relative mx-3 mt-2 mb-2 h-2 rounded-full bg-sunken">
        {wait !== null && <Bar stretch={wait} className="border-y-[3px] border-sunken bg-line-strong" />}
        <Bar stretch={stretch} className={cn('min-w-1', barClass[tone])} />
      </div>
      {attempt.next !== null && (
        <p className="border-t border-line px-3 py-1.5 text-xs text-muted">{describeNext(attempt.next)}</p>
      )}
    </li>
  );
}

function Bar({ stretch, className }: { stretch: Stretch; className: string }) {
  const { leftPercent, widthPercent } = stretch;
  return (
    <span
      className={cn('absolute inset-y-0 rounded-full', className)}
      // A bar at the very end keeps its least width within the scale.
      style={{ left: `min(${leftPercent}%, 100% - 0.25rem)`, width: `${widthPercent}%` }}
    />
  );
}

function describeNext({ kind, reason, waitMs }: NonNullable<TimelineAttempt['next']>): string {
  if (kind === 'fallback') return `Went on to the fallback: ${reason}`;
  const when = waitMs < 0.05 ? 'at once' : `after ${formatDuration(waitMs)}`;
  return `Tried again ${when}: ${reason}`;
}
