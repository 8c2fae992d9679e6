import { HeliographError } from '@heliograph/contracts/error-codes';
import type { ApiFormat } from '@heliograph/providers/api-format';
import { streamErrorEvent } from '@heliograph/providers/stream-error-event';
import type { BodyCopy } from '../body/body-copy.ts';
import { watchForFirstToken } from '../capture/first-token.ts';
import type { ClientAnswer } from '../client/client-exchange.ts';
import type { ProviderSink } from '../dispatch/call-upstream.ts';
import { type UsageFilter, withholdUsage } from '../stream-usage/withhold-usage.ts';
import { headerValue, isPlainStream } from './header-value.ts';
import { type OwnHeaders, responseHeaders } from './response-headers.ts';

/** What the relay saw of the answer; times are milliseconds on the steady clock. */
export interface RelayFacts {
  /** Status sent to the client; null as long as nothing was. */
  status: number | null;
  /** The provider's headers as it sent them: name, value, … */
  headers: readonly string[];
  firstByteAt: number | null;
  firstTokenAt: number | null;
}

export interface RelayOptions {
  answer: ClientAnswer;
  copy: BodyCopy;
  apiFormat: ApiFormat;
  now(): number;
  /** What our own headers say, asked when the provider's are there. */
  own(): OwnHeaders;
}

/** Passes the provider's answer to the client piece by piece. */
export class Relay implements ProviderSink {
  readonly facts: RelayFacts = { status: null, headers: [], firstByteAt: null, firstTokenAt: null };
  readonly #options: RelayOptions;
  #watch: ((chunk: Buffer) => boolean) | null = null;
  #expected: number | null = null;
  /** The piece that completes an answer of known length: it waits until the record is written. */
  #last: Buffer | null = null;
  #wrote = false;
  #withholds = false;
  #hasLeft = false;
  #filter: UsageFilter | null = null;
  #apiFormat: ApiFormat;
  /** The end of what the client got. */
  #tail: Buffer | null = null;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#apiFormat = options.apiFormat;
  }

  serves(apiFormat: ApiFormat): void {
    this.#apiFormat = apiFormat;
  }

  withholdUsage(on: boolean): void {
    this.#withholds = on;
  }

  /** The client is gone, but others want the answer: what comes is only noted for the log. */
  leave(): void {
    this.#hasLeft = true;
  }

  resumeWith(resume: () => void): void {
    this.#options.answer.onDrain(resume);
  }

  start(status: number, statusText: string, headers: string[]): void {
    const { answer, own } = this.#options;
    this.facts.headers = headers;
    const plainStream = isPlainStream(headers);
    // Only a plain stream of events can be watched: in a compressed one there is nothing to be seen.
    this.#watch = plainStream ? watchForFirstToken(this.#apiFormat) : null;
    this.#filter = this.#withholds && plainStream ? withholdUsage() : null;
    this.#expected = contentLength(headers);
    this.facts.status = this.#hasLeft ? status : null;
    if (this.#hasLeft) return;
    const passed = this.#filter === null ? headers : withoutContentLength(headers);
    try {
      answer.start(status, statusText, responseHeaders(passed, status, own()));
    } catch (error) {
      throw new HeliographError(
        'upstream_invalid_response',
        'The provider sent headers that can not be passed on.',
        { cause: error },
      );
    }
    this.facts.status = status;
    // A stream's headers must not wait for its first event; a plain answer's go out together with its body.
    process.nextTick(flushUnlessWritten, this);
  }

  write(chunk: Buffer): boolean {
    const { copy, now } = this.#options;
    this.facts.firstByteAt ??= now();
    copy.add(chunk);
    if (this.#watch?.(chunk) === true) {
      this.facts.firstTokenAt = now();
      this.#watch = null;
    }
    if (this.#hasLeft) return true;
    if (this.#filter !== null) {
      const passed = this.#filter.pass(chunk);
      if (passed === null) return true;
      return this.#send(passed);
    }
    if (copy.bytes === this.#expected) {
      this.#last = chunk;
      return true;
    }
    return this.#send(chunk);
  }

  #send(chunk: Buffer): boolean {
    this.#wrote = true;
    const tail = this.#tail;
    this.#tail =
      tail === null || chunk.length >= LONGEST_END
        ? chunk
        : Buffer.concat([tail.subarray(-LONGEST_END), chunk]);
    return this.#options.answer.write(chunk);
  }

  /** Sends the headers where no piece has come that would take them along. */
  flush(): void {
    if (!this.#wrote && this.#last === null) this.#options.answer.flushHeaders();
  }

  /** Sends what is still held back and ends the answer; comes after the record is written. */
  finish(): void {
    this.#options.answer.end(this.#filter === null ? this.#last : this.#filter.rest());
  }

  /** Ends an answer that broke off: as its provider does where its streams have an event for that, else by a cut. */
  breakOff(error: HeliographError): void {
    const event = this.#errorEvent(error);
    if (event === null) this.cut();
    else this.#options.answer.end(Buffer.from(event));
  }

  #errorEvent(error: HeliographError): string | null {
    const { headers } = this.facts;
    // An announced length leaves no room for another event, and in the middle of one nobody would understand it.
    if (!isPlainStream(headers) || (this.#expected !== null && this.#filter === null)) return null;
    const last = this.#tail?.toString('latin1', Math.max(0, this.#tail.length - MAX_TAIL)) ?? '';
    if (last !== '' && !END_OF_EVENT.test(last)) return null;
    return streamErrorEvent(this.#apiFormat, error, this.#options.own().requestId, last);
  }

  /** Cuts the connection, so that the client can tell that the answer is incomplete. */
  cut(): void {
    this.#options.answer.cut();
  }
}

/** Bytes of the longest end of an event. */
const LONGEST_END = 4;
const END_OF_EVENT = /(?:\n\n|\r\n\r\n|\r\r)$/;
/** Of what was sent, looked at for the number of the last event. */
const MAX_TAIL = 16_384;

function flushUnlessWritten(relay: Relay): void {
  relay.flush();
}

function contentLength(headers: readonly string[]): number | null {
  const value = headerValue(headers, 'content-length');
  return value === null ? null : Number(value);
}

/** For a stream that becomes shorter than the provider announced. */
function withoutContentLength(headers: readonly string[]): string[] {
  return headers.filter((_, i) => headers[i - (i % 2)]?.toLowerCase() !== 'content-length');
}
