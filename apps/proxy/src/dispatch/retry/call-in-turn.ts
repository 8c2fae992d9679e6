import { HeliographError } from '@heliograph/contracts/error-codes';
import { asHeliographError, type CallAttempt, type CallEnd } from '../call-end.ts';
import type { AnswerSink, RunningCall } from '../call-upstream.ts';
import type { PlannedTarget } from '../fallback/plan-targets.ts';
import { firstTarget, isBetter, nextTarget } from './choose-target.ts';
import { decideNext, type Onward, type Step } from './decide-next.ts';
import { type Failure, failureOfAnswer, failureOfError } from './failure.ts';
import { HeldAnswer } from './held-answer.ts';
import { mayPass } from './may-pass.ts';
import type { LastAnswer, TurnTools } from './turn-tools.ts';

/** A call that has ended, gone to the client or can be judged before. */
interface Tried {
  target: PlannedTarget;
  running: RunningCall;
  held: HeldAnswer;
  /** Null while the call runs on. */
  end: CallEnd | null;
  /** What is to be said with the answer; null where nobody has decided. */
  stop: Stop | null;
}
type Stop = Pick<LastAnswer, 'final' | 'warning'>;

/**
 * Calls the targets in their order, each as often as the policy says, until one has an answer for the client. What the
 * client is not to see is read to its end or its connection ended; a failed answer that nothing follows is passed on.
 */
export function callInTurn(
  targets: readonly [PlannedTarget, ...PlannedTarget[]],
  sink: AnswerSink,
  tools: TurnTools,
): RunningCall {
  return new Turns(targets, sink, tools);
}

class Turns implements RunningCall {
  readonly ended: Promise<CallEnd>;
  readonly #targets: readonly [PlannedTarget, ...PlannedTarget[]];
  readonly #sink: AnswerSink;
  readonly #tools: TurnTools;
  readonly #attempts: CallAttempt[] = [];
  #calls = 0;
  #current: RunningCall | null = null;
  #isCancelled = false;
  #wake: () => void = () => undefined;

  constructor(targets: readonly [PlannedTarget, ...PlannedTarget[]], sink: AnswerSink, tools: TurnTools) {
    this.#targets = targets;
    this.#sink = sink;
    this.#tools = tools;
    this.ended = this.#run();
  }

  readonly cancel = (): void => {
    this.#isCancelled = true;
    this.#current?.cancel();
    this.#wake();
  };

  async #run(): Promise<CallEnd> {
    let at = this.#firstTarget();
    let retries = 0;
    for (;;) {
      const target = this.#targets[at] ?? this.#targets[0];
      try {
        const tried = await this.#try(target, at, retries);
        const failure = judge(tried);
        if (failure === null) return await this.#finish(tried);
        const step = this.#decide(failure, target, at, retries);
        this.#tools.onStep(step, target);
        if (step.kind === 'stop') {
          tried.stop = step;
          return await this.#finish(tried);
        }
        await this.#discard(tried, step);
        if (step.kind === 'retry') await this.#wait(step.waitMs);
        retries = step.kind === 'retry' ? retries + 1 : 0;
        if (step.kind === 'fallback') at = step.target;
      } catch (error) {
        return this.#answerOurselves(target, asHeliographError(error));
      }
      if (this.#isCancelled) return { status: null, error: null, cancelled: true, attempts: this.#attempts };
    }
  }

  /** Where to begin; what is left out for its open circuit is an attempt that wasn't made. */
  #firstTarget(): number {
    const { upstreamOf, onStep } = this.#tools;
    const now = performance.now();
    const at = firstTarget(this.#targets, upstreamOf, now);
    if (at === 0) return 0;
    const [first] = this.#targets;
    const reason = 'most calls failed of late';
    this.#attempts.push({
      target: first,
      status: null,
      error: null,
      startedAt: now,
      endedAt: now,
      sent: false,
      called: false,
      next: { kind: 'fallback', reason, waitMs: 0 },
    });
    onStep({ kind: 'skip' }, first);
    return at;
  }

  #nextTarget(at: number, status: number): number | null {
    return nextTarget(this.#targets, this.#tools.upstreamOf, at, status, performance.now());
  }

  /** Makes a call and waits until it has ended, with its answer gone to the client, or can be judged before. */
  async #try(target: PlannedTarget, at: number, retries: number): Promise<Tried> {
    const { policy, call } = this.#tools;
    let settle: (end: CallEnd | null) => void = () => undefined;
    let fail: (error: unknown) => void = () => undefined;
    const judged = new Promise<CallEnd | null>((resolve, reject) => {
      settle = resolve;
      fail = reject;
    });
    const held = new HeldAnswer(this.#sink, {
      apiFormat: target.route.apiFormat,
      holds: (status) =>
        (retries < policy.maxRetries && policy.repeatable && mayPass(status)) ||
        this.#nextTarget(at, status) !== null,
      beforePassing: (status, headers) => {
        const stop = tried.stop ?? { final: policy.maxRetries > 0 && mayPass(status), warning: null };
        return this.#announce(target, stop, headers);
      },
      onEnough: () => settle(null),
      onError: fail,
    });
    this.#calls++;
    const running = call(target, held);
    const tried: Tried = { target, running, held, end: null, stop: null };
    this.#current = running;
    if (this.#isCancelled) running.cancel();
    void running.ended.then(settle);
    const timer = this.#atDeadline(() => {
      if (held.isGood) held.passWithout();
      else if (held.failed() !== null) settle(null);
      else fail(tooLate(target));
    });
    try {
      tried.end = await judged;
      if (tried.end !== null) this.#attempts.push(...tried.end.attempts);
      return tried;
    } catch (error) {
      held.drop();
      running.cancel();
      const { attempts } = await running.ended;
      this.#attempts.push(...attempts.map((each) => ({ ...each, error: asHeliographError(error).message })));
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #decide(failure: Failure, target: PlannedTarget, at: number, retries: number): Step {
    const { policy, upstreamOf } = this.#tools;
    const { health } = upstreamOf(target);
    const now = performance.now();
    const fallback = this.#nextTarget(at, failure.status);
    const next = fallback === null ? undefined : this.#targets[fallback];
    return decideNext(failure, {
      ...policy,
      retries,
      fallback,
      remainingMs: policy.deadlineAt === null ? null : policy.deadlineAt - now,
      fallbackIsBetter:
        next !== undefined && health.circuit(now) !== 'closed' && isBetter(next, target, upstreamOf, now),
      takeRetry: () => health.takeRetry(now),
      random: Math.random(),
    });
  }

  /** Lets go of a failed call: what is left of its answer is not worth reading. */
  async #discard({ running, held, end }: Tried, { kind, reason, ...step }: Onward): Promise<void> {
    running.cancel();
    held.drop();
    if (end === null) this.#attempts.push(...(await running.ended).attempts);
    const last = this.#attempts.at(-1);
    if (last !== undefined) last.next = { kind, reason, waitMs: 'waitMs' in step ? step.waitMs : 0 };
  }

  /** Gives the client what there is of an answer. */
  async #finish(tried: Tried): Promise<CallEnd> {
    const { target, running, held, stop } = tried;
    let { end } = tried;
    if (end?.cancelled === true) held.drop();
    else held.pass();
    if (end === null) {
      end = await running.ended;
      this.#attempts.push(...end.attempts);
    }
    if (!held.isPassed && end.error !== null) this.#announce(target, stop ?? NOTHING, []);
    return { ...end, attempts: this.#attempts };
  }

  #answerOurselves(target: PlannedTarget, error: HeliographError): CallEnd {
    this.#announce(target, { final: this.#calls > 1, warning: null }, []);
    return { status: null, error, cancelled: false, attempts: this.#attempts };
  }

  #announce(target: PlannedTarget, stop: Stop, headers: string[]): string[] {
    return this.#tools.beforeAnswer(
      { target, calls: this.#calls, final: stop.final, warning: stop.warning },
      headers,
    );
  }

  #atDeadline(act: () => void): NodeJS.Timeout | undefined {
    const { deadlineAt } = this.#tools.policy;
    return deadlineAt === null ? undefined : setTimeout(act, Math.max(0, deadlineAt - performance.now()));
  }

  #wait(ms: number): Promise<void> {
    if (ms <= 0 || this.#isCancelled) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const NOTHING: Stop = { final: false, warning: null };

function judge({ held, end }: Tried): Failure | null {
  if (held.isPassed || end?.cancelled === true) return null;
  const facts = held.failed();
  if (facts !== null) return failureOfAnswer(facts, Date.now());
  return end === null ? null : failureOfError(end);
}

function tooLate({ route }: PlannedTarget): HeliographError {
  return new HeliographError(
    'upstream_timeout',
    `${route.origin} did not answer before the end of Helicone-Retry-Deadline.`,
  );
}
