import { HeliographError } from '@heliograph/contracts/error-codes';
import { CallerGoneError } from '../body/read-body.ts';

/** How a call to a provider ended. */
export interface CallEnd {
  /** Status of the provider's answer; null where none came. */
  status: number | null;
  /** Null where the answer is complete or the caller left. */
  error: HeliographError | null;
  cancelled: boolean;
  /** A call before this one whose answer the caller never saw. */
  earlier?: EarlierCall;
}

/** Instants on the steady clock, in milliseconds. */
interface EarlierCall {
  status: number;
  startedAt: number;
  endedAt: number;
  /** Why its answer was not passed on. */
  error: string;
}

/** What an error before the call means for the request. */
export function endOf(error: unknown): CallEnd {
  if (error instanceof CallerGoneError) return { status: null, error: null, cancelled: true };
  return { status: null, error: asHeliographError(error), cancelled: false };
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
