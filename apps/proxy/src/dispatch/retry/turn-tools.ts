import type { AnswerSink, RunningCall, Upstream } from '../call-upstream.ts';
import type { PlannedTarget } from '../fallback/plan-targets.ts';
import type { Step } from './decide-next.ts';
import type { BackOff } from './wait-before.ts';

/** What was asked for. */
export interface RetryPolicy {
  maxRetries: number;
  backOff: BackOff;
  /** Instant on the steady clock, ms; null where there is none. */
  deadlineAt: number | null;
  /** Whether a call may be made again though the one before may have been carried out. */
  repeatable: boolean;
}

/** What is about to be told to the client. */
export interface LastAnswer {
  target: PlannedTarget;
  /** Calls made, the one that is answered among them. */
  calls: number;
  /** Whether it is a failure with which the client's own retries would fare no better. */
  final: boolean;
  /** Why nothing more was tried, where that isn't plain. */
  warning: string | null;
}

/** What a series of calls needs of the proxy. */
export interface TurnTools {
  policy: RetryPolicy;
  upstreamOf: (target: PlannedTarget) => Upstream;
  /** Makes one call. Throws where it can't be sent. */
  call: (target: PlannedTarget, sink: AnswerSink) => RunningCall;
  /** Called before the client gets an answer. Gives the provider's headers as they are to be passed on. */
  beforeAnswer: (answer: LastAnswer, headers: string[]) => string[];
  onStep: (step: Step | { kind: 'skip' }, target: PlannedTarget) => void;
}
