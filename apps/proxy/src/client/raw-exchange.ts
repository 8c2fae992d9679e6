import { STATUS_CODES } from 'node:http';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { BodyCopy } from '../body/body-copy.ts';
import { type BodyLimits, bodyTooLarge, CallerGoneError, type RequestBody } from '../body/read-body.ts';
import { AnswerFraming } from '../http1/answer-framing.ts';
import type { RequestHead } from '../http1/request-head.ts';
import type { ErrorReply } from '../respond/error-reply.ts';
import type { ClientAnswer, ClientRequest } from './client-exchange.ts';
import type { RawConnection } from './raw-connection.ts';

/** One request on a raw connection, and its answer. */
export class RawExchange implements ClientRequest, ClientAnswer {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly host: string;
  readonly origin: string | undefined;
  status = 0;
  /** Bytes of the body that are still to come. */
  bodyLeft: number;
  isAnswered = false;
  /** Whether the connection may be used again afterwards. */
  keepAlive: boolean;
  readonly #contentLength: number | null;
  readonly #connection: RawConnection;
  #pieces: Buffer[] = [];
  #bodyFailure: Error | null = null;
  #settleBody: (() => void) | null = null;
  #framing: AnswerFraming | null = null;
  #resume: (() => void) | null = null;
  #leave: (() => void) | null = null;
  #isGone = false;

  constructor(connection: RawConnection, head: RequestHead, lastOne: boolean) {
    this.method = head.method;
    this.url = head.url;
    this.rawHeaders = head.rawHeaders;
    this.host = head.host;
    this.origin = head.origin;
    this.keepAlive = head.keepAlive && !lastOne;
    this.bodyLeft = head.contentLength ?? 0;
    this.#contentLength = head.contentLength;
    this.#connection = connection;
  }

  /** Takes what belongs to the body; gives what is behind it, or null. */
  takeBody(chunk: Buffer): Buffer | null {
    const { bodyLeft } = this;
    const rest = chunk.length > bodyLeft ? chunk.subarray(bodyLeft) : null;
    if (bodyLeft === 0) return rest;
    this.bodyLeft = Math.max(0, bodyLeft - chunk.length);
    if (!this.isAnswered) this.#pieces.push(rest === null ? chunk : chunk.subarray(0, bodyLeft));
    if (this.bodyLeft === 0) this.#settleBody?.();
    return rest;
  }

  get awaitsBody(): boolean {
    return this.bodyLeft > 0 && !this.isAnswered;
  }

  bodyTimedOut(): void {
    this.#failBody(new HeliographError('request_timeout', 'The request did not arrive in time.'));
  }

  /** The connection is closed before the answer was complete. */
  gone(): void {
    this.#isGone = true;
    if (this.isAnswered) return;
    this.#failBody(new CallerGoneError());
    this.#leave?.();
  }

  drained(): void {
    this.#resume?.();
  }

  readBody(copy: BodyCopy, { maxBytes }: BodyLimits): RequestBody | Promise<RequestBody> {
    const length = this.#contentLength;
    if (length === null || length === 0) return { content: null, contentLength: length };
    if (length > maxBytes) throw bodyTooLarge(maxBytes);
    if (this.bodyLeft === 0 || this.#bodyFailure !== null) return this.#body(copy);
    return new Promise((resolve, reject) => {
      this.#settleBody = () => {
        this.#settleBody = null;
        try {
          resolve(this.#body(copy));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
    });
  }

  #body(copy: BodyCopy): RequestBody {
    const pieces = this.#pieces;
    this.#pieces = [];
    for (const piece of pieces) copy.add(piece);
    if (this.#bodyFailure !== null) throw this.#bodyFailure;
    const [first] = pieces;
    const content = pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces);
    return { content, contentLength: null };
  }

  #failBody(error: Error): void {
    this.#bodyFailure ??= error;
    this.#settleBody?.();
  }

  start(status: number, statusText: string, headers: string[]): void {
    this.status = status;
    this.#framing = new AnswerFraming(status, statusText, headers, this.keepAlive);
  }

  flushHeaders(): void {
    const head = this.#framing?.takeHead() ?? null;
    if (head !== null && !this.isAnswered) this.#connection.socket.write(head, 'latin1');
  }

  write(chunk: Buffer): boolean {
    if (this.#framing === null || this.#isGone) return true;
    return this.#framing.write(this.#connection.socket, chunk);
  }

  end(last: Buffer | null): void {
    if (this.isAnswered) return;
    this.isAnswered = true;
    if (this.#isGone) return;
    this.#framing?.end(this.#connection.socket, last);
    this.#connection.answered(this);
  }

  reply({ status, headers, body }: ErrorReply): void {
    // Unread bodies are only taken in for as long as it takes the client to read the answer.
    if (this.bodyLeft > 0) this.keepAlive = false;
    const dated = [...headers, 'Date', new Date().toUTCString()];
    this.start(status, STATUS_CODES[status] ?? 'Error', dated);
    this.end(body);
  }

  cut(): void {
    this.isAnswered = true;
    this.#connection.socket.destroy();
  }

  onDrain(resume: () => void): void {
    this.#resume = resume;
  }

  onGone(leave: () => void): void {
    if (this.#isGone) leave();
    else this.#leave = leave;
  }
}
