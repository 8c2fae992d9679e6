import type { RequestDetail } from '@heliograph/contracts/request';

export type TimelineAttempt = RequestDetail['attempts'][number];

/** Where something lies on the time from the request's arrival to the end of its last attempt. */
export interface Stretch {
  leftPercent: number;
  widthPercent: number;
}

export interface TimelineEntry {
  attempt: TimelineAttempt;
  tone: 'success' | 'danger' | 'muted';
  /** What the provider's answer was, in a word or two. */
  answer: string;
  stretch: Stretch;
  /** The wait after it; null where there was none. */
  wait: Stretch | null;
}

/** The attempts on one scale of time; `totalMs` is its length. */
export function prepareTimeline(attempts: readonly TimelineAttempt[]): {
  totalMs: number;
  entries: TimelineEntry[];
} {
  const endOf = ({ startedAtMs, durationMs }: TimelineAttempt): number => startedAtMs + durationMs;
  const totalMs = Math.max(0, ...attempts.map(endOf));
  const stretch = (fromMs: number, lengthMs: number): Stretch => {
    const percent = (ms: number): number => (totalMs === 0 ? 0 : (Math.max(0, ms) / totalMs) * 100);
    const leftPercent = Math.min(100, percent(fromMs));
    return { leftPercent, widthPercent: Math.min(100 - leftPercent, percent(lengthMs)) };
  };
  const entries = attempts.map((attempt) => ({
    attempt,
    tone: toneOf(attempt),
    answer: attempt.called ? (attempt.status?.toString() ?? 'no answer') : 'not called',
    stretch: stretch(attempt.startedAtMs, attempt.durationMs),
    wait:
      attempt.next === null || attempt.next.waitMs === 0
        ? null
        : stretch(endOf(attempt), attempt.next.waitMs),
  }));
  return { totalMs, entries };
}

function toneOf({ called, status, error, next }: TimelineAttempt): TimelineEntry['tone'] {
  if (!called) return 'muted';
  return status === null || status >= 400 || error !== null || next !== null ? 'danger' : 'success';
}
