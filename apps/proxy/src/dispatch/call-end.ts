import { HeliographError } from '@heliograph/contracts/error-codes';
import { CallerGoneError } from '../body/read-body.ts';
import type { CallTarget } from './target.ts';

/** How a call to a provider ended. */
export interface CallEnd {
  /** Status of the provider's answer; null where none came. */
  status: number | null;
  /** Null where the answer is complete or the caller left. */
  error: HeliographError | null;
  cancelled: boolean;
  /** Every call that was made or left out, in their order; what is above is the last one's. */
  attempts: readonly CallAttempt[];
}

/** One call to a provider; instants on the steady clock, ms. */
export interface CallAttempt {
  target: CallTarget;
  /** Status of its answer; null where none came. */
  status: number | null;
  /** What went wrong, where it wasn't the provider that said so. */
  error: string | null;
  startedAt: number;
  endedAt: number;
  /** False where nothing of the request can have reached the provider. */
  sent: boolean;
  /** False where the provider was left alone. */
  called: boolean;
  /** What followed, why, and after what wait (ms); null for the last one. */
  next: { kind: 'retry' | 'fallback'; reason: string; waitMs: number } | null;
}

/** What an error before the call means for the request. */
export function endOf(error: unknown): CallEnd {
  if (error instanceof CallerGoneError) return { status: null, error: null, cancelled: true, attempts: [] };
  return { status: null, error: asHeliographError(error), cancelled: false, attempts: [] };
}

/** Any error as one that may be shown to a caller; what is not ours becomes `internal_error` without its text. */
export function asHeliographError(error: unknown): HeliographError {
  if (error instanceof HeliographError) return error;
  return new HeliographError(
    'internal_error',
    'The proxy failed on this request. The operator finds the cause in its log.',
    {
      cause: error,
    },
  );
}
