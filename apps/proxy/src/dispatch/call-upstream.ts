import type { Readable } from 'node:stream';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Dispatcher } from 'undici';
import { CallerGoneError } from '../body/read-body.ts';
import type { CallEnd } from './call-end.ts';
import { upstreamError } from './upstream-error.ts';

export interface UpstreamCall {
  dispatcher: Dispatcher;
  origin: string;
  method: string;
  /** Path with query string. */
  path: string;
  headers: string[];
  body: Buffer | Readable | null;
  /** Longest wait until the answer begins, in place of the pool's; null leaves it to the pool. */
  timeoutMs: number | null;
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

export interface RunningCall {
  /** Settles when the answer is complete, failed or cancelled; never rejects. */
  ended: Promise<CallEnd>;
  /** Ends the call at once, whatever its state. */
  cancel: () => void;
}

/** Calls a provider once and hands its answer to `sink` without holding any of it back. */
export function callUpstream(call: UpstreamCall, sink: AnswerSink): RunningCall {
  const { dispatcher, origin, method, path, headers, body, timeoutMs } = call;
  const handler = new AnswerHandler(origin, sink, timeoutMs);
  const options: Dispatcher.DispatchOptions = {
    method: method as Dispatcher.HttpMethod,
    path,
    headers,
    body,
  };
  if (timeoutMs !== null) options.headersTimeout = 0;
  dispatcher.dispatch(options, handler);
  return handler;
}

/** undici's handler interface with raw headers; its newer one would build header objects and lose order and case. */
class AnswerHandler implements Dispatcher.DispatchHandler, RunningCall {
  readonly ended: Promise<CallEnd>;
  #settle: (end: CallEnd) => void = () => undefined;
  #abort: ((error?: Error) => void) | null = null;
  #status: number | null = null;
  #cancelled = false;
  readonly #origin: string;
  readonly #sink: AnswerSink;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(origin: string, sink: AnswerSink, timeoutMs: number | null) {
    this.#origin = origin;
    this.#sink = sink;
    // undici's own timers are coarse and begin only when the request is sent.
    if (timeoutMs !== null) this.#timer = setTimeout(() => this.#giveUp(timeoutMs), timeoutMs);
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  #giveUp(timeoutMs: number): void {
    const message = `${this.#origin} did not answer within the ${timeoutMs} ms of Helicone-Timeout.`;
    const error = new HeliographError('upstream_timeout', message);
    this.#cancelled = true;
    this.#settle({ status: null, error, cancelled: false });
    this.#abort?.();
  }

  readonly cancel = (): void => {
    clearTimeout(this.#timer);
    this.#cancelled = true;
    this.#settle({ status: this.#status, error: null, cancelled: true });
    this.#abort?.();
  };

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
    if (this.#cancelled) abort();
  }

  onHeaders(status: number, rawHeaders: Buffer[], resume: () => void, statusText: string): boolean {
    if (status < 200) return true;
    clearTimeout(this.#timer);
    this.#status = status;
    this.#sink.resumeWith(resume);
    this.#sink.start(
      status,
      statusText,
      rawHeaders.map((buffer) => buffer.toString('latin1')),
    );
    return true;
  }

  onData(chunk: Buffer): boolean {
    return this.#sink.write(chunk);
  }

  onComplete(): void {
    this.#settle({ status: this.#status, error: null, cancelled: false });
  }

  onError(error: Error): void {
    clearTimeout(this.#timer);
    if (error instanceof CallerGoneError) return this.cancel();
    const failure = upstreamError(error, this.#origin, this.#status !== null);
    this.#settle({ status: this.#status, error: failure, cancelled: false });
  }
}
