import { HeliographError } from '@heliograph/contracts/error-codes';
import type { ApiFormat } from '@heliograph/providers/api-format';
import { type Dispatcher, errors } from 'undici';
import { CallerGoneError } from '../body/read-body.ts';
import type { CallAttempt, CallEnd } from './call-end.ts';
import type { CallTarget } from './target.ts';
import type { ConnectionPool } from './connection-pool.ts';
import type { UpstreamHealth } from './health/upstream-health.ts';
import { upstreamError } from './upstream-error.ts';
import { wireHead } from './wire-head.ts';

export interface UpstreamCall {
  upstream: Upstream;
  method: string;
  target: CallTarget;
  /** Longest wait until the answer begins, in place of the pool's; null leaves it to the pool. */
  timeoutMs: number | null;
}

/** The two ways to one server. */
export interface Upstream {
  /** For what is there whole: all but the largest bodies. */
  readonly pool: ConnectionPool;
  /** For bodies that are still on their way. */
  readonly streaming: Dispatcher;
  readonly health: UpstreamHealth;
}

/** Where the provider's answer goes, piece by piece as it comes. */
export interface AnswerSink {
  /** `headers` are name, value, …, as the provider sent them. Throws where they can't be passed on. */
  start(status: number, statusText: string, headers: string[]): void;
  /** False where the receiver is slower than the provider: `resume` then says when to go on. */
  write(chunk: Buffer): boolean;
  /** Called once, before anything else: how to go on after a `write` that gave false. */
  resumeWith(resume: () => void): void;
}

/** A sink that knows whose answer it gets. */
export interface ProviderSink extends AnswerSink {
  /** The format of the answer that is to come, where it may not be the one expected. Before the start. */
  serves(apiFormat: ApiFormat, isFallback: boolean): void;
  /** Whether the usage of a chat stream stays with us, because we asked for it and not the client. Before the start. */
  withholdUsage(on: boolean): void;
}

export interface RunningCall {
  /** Settles when the answer is complete, failed or cancelled; never rejects. */
  ended: Promise<CallEnd>;
  /** Ends the call at once, whatever its state. */
  cancel: () => void;
}

/** What a connection tells of the answer. Nothing comes behind `onComplete` or `onError`. */
export interface AnswerReceiver {
  /** The call is about to go out: from here on the server may have seen of it. */
  onSend(): void;
  /** Throws where the answer can't be passed on. */
  onHead(status: number, statusText: string, headers: string[], resume: () => void): void;
  /** False where the connection is to wait until it is resumed. */
  onData(chunk: Buffer): boolean;
  onComplete(): void;
  onError(error: unknown): void;
}

/** Calls a provider once and hands its answer to `sink` without holding any of it back. Throws as `wireHead` does. */
export function callUpstream(call: UpstreamCall, sink: AnswerSink): RunningCall {
  const { upstream, method, timeoutMs } = call;
  const { route, query, headers, body } = call.target;
  const path = route.path + query;
  if (body === null || Buffer.isBuffer(body)) {
    const head = wireHead(method, path, route.origin, headers, body === null ? null : body.length);
    const running = new Call(call, sink);
    running.abortWith(upstream.pool.call({ method, head, body, timed: timeoutMs === null }, running));
    return running;
  }
  const running = new Call(call, sink);
  const options: Dispatcher.DispatchOptions = {
    method: method as Dispatcher.HttpMethod,
    path,
    headers,
    body,
  };
  if (timeoutMs !== null) options.headersTimeout = 0;
  upstream.streaming.dispatch(options, new StreamingHandler(running));
  return running;
}

class Call implements AnswerReceiver, RunningCall {
  readonly ended: Promise<CallEnd>;
  #settle: (end: CallEnd) => void = () => undefined;
  #abort: ((error: Error) => void) | null = null;
  #status: number | null = null;
  #sent = false;
  #over = false;
  readonly #startedAt = performance.now();
  readonly #call: UpstreamCall;
  readonly #sink: AnswerSink;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(call: UpstreamCall, sink: AnswerSink) {
    this.#call = call;
    this.#sink = sink;
    const { timeoutMs } = call;
    call.upstream.health.began(this.#startedAt);
    // Those of the connections are coarse and begin only when the request is sent.
    if (timeoutMs !== null) this.#timer = setTimeout(() => this.#giveUp(timeoutMs), timeoutMs);
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** How the call is ended; at once where it is over already. */
  abortWith(abort: (error: Error) => void): void {
    this.#abort = abort;
    if (this.#over) abort(new errors.RequestAbortedError());
  }

  #giveUp(timeoutMs: number): void {
    const { origin } = this.#call.target.route;
    const message = `${origin} did not answer within the ${timeoutMs} ms of Helicone-Timeout.`;
    // A patience that the caller chose says nothing of the server.
    this.#end(new HeliographError('upstream_timeout', message), false, false);
    this.#abort?.(new errors.RequestAbortedError());
  }

  readonly cancel = (): void => {
    // The connection may carry somebody else's call by now.
    if (this.#over) return;
    this.#end(null, true, this.#status !== null && this.#status >= 500);
    this.#abort?.(new errors.RequestAbortedError());
  };

  onSend(): void {
    this.#sent = true;
  }

  onHead(status: number, statusText: string, headers: string[], resume: () => void): void {
    clearTimeout(this.#timer);
    this.#status = status;
    this.#sink.resumeWith(resume);
    this.#sink.start(status, statusText, headers);
  }

  onData(chunk: Buffer): boolean {
    return this.#sink.write(chunk);
  }

  onComplete(): void {
    this.#end(null, false, true);
  }

  onError(error: unknown): void {
    if (error instanceof CallerGoneError) return this.cancel();
    const failure = upstreamError(error, this.#call.target.route.origin, this.#status !== null);
    this.#end(failure, false, failure.code.startsWith('upstream_'));
  }

  /** `tells`: whether the end says something of the server. */
  #end(error: HeliographError | null, cancelled: boolean, tells: boolean): void {
    clearTimeout(this.#timer);
    if (this.#over) return;
    this.#over = true;
    const status = this.#status;
    const { upstream, target } = this.#call;
    const endedAt = performance.now();
    if (tells) upstream.health.ended(error !== null || (status ?? 0) >= 500, endedAt);
    const attempt: CallAttempt = {
      target,
      status,
      error: error?.message ?? null,
      startedAt: this.#startedAt,
      endedAt,
      sent: this.#sent,
      called: true,
      next: null,
    };
    this.#settle({ status, error, cancelled, attempts: [attempt] });
  }
}

/** undici's handler interface with raw headers; its newer one would build header objects and lose order and case. */
class StreamingHandler implements Dispatcher.DispatchHandler {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  onConnect(abort: (error?: Error) => void): void {
    this.#call.onSend();
    this.#call.abortWith(abort);
  }

  onHeaders(status: number, rawHeaders: Buffer[], resume: () => void, statusText: string): boolean {
    if (status >= 200) {
      const headers = rawHeaders.map((buffer) => buffer.toString('latin1'));
      this.#call.onHead(status, statusText, headers, resume);
    }
    return true;
  }

  onData(chunk: Buffer): boolean {
    return this.#call.onData(chunk);
  }

  onComplete(): void {
    this.#call.onComplete();
  }

  onError(error: Error): void {
    this.#call.onError(error);
  }
}
