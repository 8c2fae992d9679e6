import type { Readable } from 'node:stream';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { type Dispatcher, errors } from 'undici';
import { CallerGoneError } from '../body/read-body.ts';
import type { CallEnd } from './call-end.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { upstreamError } from './upstream-error.ts';
import { wireHead } from './wire-head.ts';

export interface UpstreamCall {
  upstream: Upstream;
  origin: string;
  method: string;
  /** Path with query string. */
  path: string;
  headers: string[];
  body: Buffer | Readable | null;
  /** Longest wait until the answer begins, in place of the pool's; null leaves it to the pool. */
  timeoutMs: number | null;
}

/** The two ways to one server. */
export interface Upstream {
  /** For what is there whole: all but the largest bodies. */
  readonly pool: ConnectionPool;
  /** For bodies that are still on their way. */
  readonly streaming: Dispatcher;
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

/** What a connection tells of the answer. Nothing comes behind `onComplete` or `onError`. */
export interface AnswerReceiver {
  /** Throws where the answer can't be passed on. */
  onHead(status: number, statusText: string, headers: string[], resume: () => void): void;
  /** False where the connection is to wait until it is resumed. */
  onData(chunk: Buffer): boolean;
  onComplete(): void;
  onError(error: unknown): void;
}

/** Calls a provider once and hands its answer to `sink` without holding any of it back. */
export function callUpstream(call: UpstreamCall, sink: AnswerSink): RunningCall {
  const { upstream, method, path, headers, body, timeoutMs } = call;
  const running = new Call(call.origin, sink, timeoutMs);
  if (body === null || Buffer.isBuffer(body)) {
    const length = body === null ? null : body.length;
    const head = wireHead(method, path, call.origin, headers, length);
    running.abortWith(upstream.pool.call({ method, head, body, timed: timeoutMs === null }, running));
  } else {
    const options: Dispatcher.DispatchOptions = {
      method: method as Dispatcher.HttpMethod,
      path,
      headers,
      body,
    };
    if (timeoutMs !== null) options.headersTimeout = 0;
    upstream.streaming.dispatch(options, new StreamingHandler(running));
  }
  return running;
}

class Call implements AnswerReceiver, RunningCall {
  readonly ended: Promise<CallEnd>;
  #settle: (end: CallEnd) => void = () => undefined;
  #abort: ((error: Error) => void) | null = null;
  #status: number | null = null;
  #over = false;
  readonly #origin: string;
  readonly #sink: AnswerSink;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(origin: string, sink: AnswerSink, timeoutMs: number | null) {
    this.#origin = origin;
    this.#sink = sink;
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
    const message = `${this.#origin} did not answer within the ${timeoutMs} ms of Helicone-Timeout.`;
    const error = new HeliographError('upstream_timeout', message);
    this.#end({ status: null, error, cancelled: false });
    this.#abort?.(new errors.RequestAbortedError());
  }

  readonly cancel = (): void => {
    this.#end({ status: this.#status, error: null, cancelled: true });
    this.#abort?.(new errors.RequestAbortedError());
  };

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
    this.#end({ status: this.#status, error: null, cancelled: false });
  }

  onError(error: unknown): void {
    if (error instanceof CallerGoneError) return this.cancel();
    const failure = upstreamError(error, this.#origin, this.#status !== null);
    this.#end({ status: this.#status, error: failure, cancelled: false });
  }

  #end(end: CallEnd): void {
    clearTimeout(this.#timer);
    this.#over = true;
    this.#settle(end);
  }
}

/** undici's handler interface with raw headers; its newer one would build header objects and lose order and case. */
class StreamingHandler implements Dispatcher.DispatchHandler {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  onConnect(abort: (error?: Error) => void): void {
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
