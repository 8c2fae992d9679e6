import type { Failure } from './failure.ts';
import { type BackOff, waitBefore } from './wait-before.ts';

/** What follows a failed call. `final` of a stop: whether the client's own retries would only do the same again. */
export type Step = Onward | { kind: 'stop'; final: boolean; warning: string | null };
export type Onward =
  { kind: 'retry'; waitMs: number; reason: string } | { kind: 'fallback'; target: number; reason: string };

/** What decides beside the failure itself. Times are ms. */
export interface Situation {
  /** Retries made at this target, and how many there may be; 0 where none were asked for. */
  retries: number;
  maxRetries: number;
  backOff: BackOff;
  /** Whether the call may be made again though it may have been carried out. */
  repeatable: boolean;
  /** The next target that this failure leads on to; null where there is none. */
  fallback: number | null;
  /** Until the request's deadline; null where it has none. */
  remainingMs: number | null;
  /** Most calls to this upstream failed of late, and the fallback is another one. */
  fallbackIsBetter: boolean;
  /** Takes a retry out of the upstream's budget; asked last, and only where one is about to be made. */
  takeRetry: () => boolean;
  /** In [0, 1). */
  random: number;
}

/** Chooses between another try at the same target, the next target and giving the failure to the client. */
export function decideNext(failure: Failure, situation: Situation): Step {
  const { retries, maxRetries, backOff, fallback, remainingMs } = situation;
  const { hintMs, what } = failure;
  if (remainingMs !== null && remainingMs <= 0) return stop(failure.mayPass, 'the deadline has passed');
  const elsewhere = (reason: string, warning: string | null = null, final = failure.mayPass): Step =>
    fallback === null || (!failure.answered && failure.sent && !situation.repeatable)
      ? stop(final && maxRetries > 0, warning)
      : { kind: 'fallback', target: fallback, reason };
  if (!failure.mayPass || maxRetries === 0) return elsewhere(what);
  if (failure.quotaUsedUp) return elsewhere(what);
  if (retries >= maxRetries)
    return elsewhere(retries === 1 ? `${what} after a retry` : `${what} after ${retries} retries`);
  if (!situation.repeatable && failure.sent) {
    return elsewhere(what, 'not retried: it could be carried out twice. Send an Idempotency-Key');
  }
  const waitMs = waitBefore(retries, backOff, hintMs, situation.random);
  if (remainingMs !== null && Math.max(waitMs, hintMs ?? 0) >= remainingMs) {
    // The client may have the time that this request hasn't.
    return elsewhere(
      `${what}, and no time to wait`,
      'not retried: the deadline comes before the wait is over',
      retries > 0,
    );
  }
  if (fallback !== null && hintMs !== null && hintMs > backOff.maxTimeout)
    return elsewhere(`${what}, for too long to wait`);
  if (situation.fallbackIsBetter) return elsewhere(`${what}, as of late with most calls`);
  if (!situation.takeRetry())
    return elsewhere(
      `${what}, and no retries left in the budget`,
      "not retried: the upstream's retry budget is used up",
    );
  return { kind: 'retry', waitMs, reason: what };
}

function stop(final: boolean, warning: string | null): Step {
  return { kind: 'stop', final, warning };
}
