import { readStreamFailure, type StreamFailure } from '@heliograph/providers/stream-failure';
import type { ApiFormat } from '@heliograph/providers/api-format';
import { watchForFirstToken } from '../../capture/first-token.ts';
import { isPlainStream } from '../../respond/header-value.ts';
import type { AnswerSink } from '../call-upstream.ts';
import type { HeldFacts } from './failure.ts';

export interface HoldOptions {
  apiFormat: ApiFormat;
  /** Whether something may follow an answer with this status, so that the client must not see it yet. */
  holds: (status: number, headers: readonly string[]) => boolean;
  /** Called before an answer goes to the client; gives the headers to pass on. */
  beforePassing: (status: number, headers: string[]) => string[];
  /** An answer is held of which no more needs to be read to decide. */
  onEnough: () => void;
  /** An answer that waited for its content can't be passed on. */
  onError: (error: unknown) => void;
}

/** Of an answer that is held back. */
const MAX_HELD_BYTES = 64 * 1024;
/** For a failure's body to come, and for a good answer's first content before it is passed on without, ms. */
const MAX_DRAIN_MS = 2_000;
const MAX_PREAMBLE_MS = 5_000;

/**
 * Stands between one call and the client. A failure that something may follow is held back, head and body. A good
 * answer is passed on from its first byte, a stream from its first content: before that it may still fail.
 */
export class HeldAnswer implements AnswerSink {
  /** Whether the client gets to see this answer: nothing may follow it then. */
  isPassed = false;
  readonly #sink: AnswerSink;
  readonly #options: HoldOptions;
  #resume: () => void = () => undefined;
  #head: { status: number; statusText: string; headers: string[] } | null = null;
  #isFailure = false;
  #streamFailure: StreamFailure | null = null;
  #hasContent: ((chunk: Buffer) => boolean) | null = null;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(sink: AnswerSink, options: HoldOptions) {
    this.#sink = sink;
    this.#options = options;
  }

  resumeWith(resume: () => void): void {
    this.#resume = resume;
  }

  start(status: number, statusText: string, headers: string[]): void {
    this.#head = { status, statusText, headers };
    const { holds, onEnough, apiFormat } = this.#options;
    if (holds(status, headers)) {
      this.#isFailure = true;
      this.#timer = setTimeout(onEnough, MAX_DRAIN_MS);
    } else if (status >= 400) {
      this.pass();
    } else {
      if (isPlainStream(headers)) this.#hasContent = watchForFirstToken(apiFormat);
      this.#timer = setTimeout(this.passWithout, MAX_PREAMBLE_MS);
    }
  }

  write(chunk: Buffer): boolean {
    if (this.isPassed) return this.#sink.write(chunk);
    this.#pieces.push(chunk);
    this.#bytes += chunk.length;
    const isFull = this.#bytes > MAX_HELD_BYTES;
    if (this.#isFailure) {
      if (isFull || this.#streamFailure !== null) this.#options.onEnough();
      return true;
    }
    if (this.#hasContent === null || isFull || this.#hasContent(chunk)) return this.pass();
    this.#lookForFailure();
    return true;
  }

  /** Whether there is an answer that is no failure so far. */
  get isGood(): boolean {
    return this.#head !== null && !this.#isFailure;
  }

  /** What is held of a failure; null where the answer is good so far, passed on or not there. */
  failed(): HeldFacts | null {
    if (!this.#isFailure || this.isPassed || this.#head === null) return null;
    const { status, headers } = this.#head;
    return { status, headers, body: Buffer.concat(this.#pieces), failure: this.#streamFailure };
  }

  /** Passes on what is held, and from now on all that comes. False where the client is slower than that. */
  pass(): boolean {
    clearTimeout(this.#timer);
    if (this.isPassed || this.#head === null) return true;
    this.isPassed = true;
    const { status, statusText, headers } = this.#head;
    this.#sink.resumeWith(this.#resume);
    this.#sink.start(status, statusText, this.#options.beforePassing(status, headers));
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces.map((piece) => this.#sink.write(piece)).at(-1) ?? true;
  }

  /** Lets go of everything. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#pieces = [];
  }

  /** Passes on an answer that has no content yet. */
  readonly passWithout = (): void => {
    try {
      this.pass();
    } catch (error) {
      this.#options.onError(error);
    }
  };

  #lookForFailure(): void {
    const text = Buffer.concat(this.#pieces).toString('utf8');
    const failure = text.includes('"error"') ? readStreamFailure(text) : null;
    if (failure === null || this.#head === null) return;
    if (!this.#options.holds(failure.status, this.#head.headers)) return void this.pass();
    clearTimeout(this.#timer);
    this.#isFailure = true;
    this.#streamFailure = failure;
    this.#options.onEnough();
  }
}
