import { HeliographError } from '@heliograph/contracts/error-codes';
import type { ApiFormat } from '@heliograph/providers/api-format';
import type { BodyCopy } from '../body/body-copy.ts';
import { watchForFirstToken } from '../capture/first-token.ts';
import type { ClientAnswer } from '../client/client-exchange.ts';
import type { AnswerSink } from '../dispatch/call-upstream.ts';
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
  own(): Omit<OwnHeaders, 'status'>;
}

/** Passes the provider's answer to the client piece by piece. */
export interface Relay extends AnswerSink {
  readonly facts: RelayFacts;
  /** Whether the usage of a chat stream stays with us, because we asked for it and not the client. Before the start. */
  withholdUsage(on: boolean): void;
  /** Sends what is still held back and ends the answer; comes after the record is written. */
  finish(): void;
  /** Cuts the connection, so that the client can tell that the answer is incomplete. */
  cut(): void;
}

export function createRelay({ answer, copy, apiFormat, now, own }: RelayOptions): Relay {
  const facts: RelayFacts = { status: null, headers: [], firstByteAt: null, firstTokenAt: null };
  let watch: ((chunk: Buffer) => boolean) | null = null;
  let expected: number | null = null;
  /** The piece that completes an answer of known length: it waits until the record is written. */
  let last: Buffer | null = null;
  let wrote = false;
  let withholds = false;
  let filter: UsageFilter | null = null;

  return {
    facts,
    withholdUsage(on) {
      withholds = on;
    },
    resumeWith(resume) {
      answer.onDrain(resume);
    },
    start(status, statusText, headers) {
      facts.headers = headers;
      const plainStream = isPlainStream(headers);
      // Only a plain stream of events can be watched: in a compressed one there is nothing to be seen.
      watch = plainStream ? watchForFirstToken(apiFormat) : null;
      filter = withholds && plainStream ? withholdUsage() : null;
      expected = contentLength(headers);
      const passed = filter === null ? headers : withoutContentLength(headers);
      try {
        answer.start(status, statusText, responseHeaders(passed, { ...own(), status }));
      } catch (error) {
        throw new HeliographError(
          'upstream_invalid_response',
          'The provider sent headers that can not be passed on.',
          {
            cause: error,
          },
        );
      }
      facts.status = status;
      // A stream's headers must not wait for its first event; a plain answer's go out together with its body.
      process.nextTick(() => {
        if (!wrote && last === null) answer.flushHeaders();
      });
    },
    write(chunk) {
      facts.firstByteAt ??= now();
      copy.add(chunk);
      if (watch?.(chunk) === true) {
        facts.firstTokenAt = now();
        watch = null;
      }
      if (filter !== null) {
        const passed = filter.pass(chunk);
        if (passed === null) return true;
        wrote = true;
        return answer.write(passed);
      }
      if (copy.bytes === expected) {
        last = chunk;
        return true;
      }
      wrote = true;
      return answer.write(chunk);
    },
    finish() {
      answer.end(filter === null ? last : filter.rest());
    },
    cut() {
      answer.cut();
    },
  };
}

function contentLength(headers: readonly string[]): number | null {
  const value = headerValue(headers, 'content-length');
  return value === null ? null : Number(value);
}

/** For a stream that becomes shorter than the provider announced. */
function withoutContentLength(headers: readonly string[]): string[] {
  return headers.filter((_, i) => headers[i - (i % 2)]?.toLowerCase() !== 'content-length');
}
