import type { BodyCopy } from '../body/body-copy.ts';
import type { BodyLimits, RequestBody } from '../body/read-body.ts';
import type { ErrorReply } from '../respond/error-reply.ts';

/** A client's request, whichever of our two ways it came in by (docs/decisions/0031). */
export interface ClientRequest {
  readonly method: string;
  /** The request target as sent. */
  readonly url: string;
  /** name, value, … as sent. */
  readonly rawHeaders: readonly string[];
  readonly host: string;
  readonly origin: string | undefined;
  /**
   * Gets the body ready for the provider, passing every piece through `copy`. Fails with `body_too_large`,
   * `request_timeout` and CallerGoneError.
   */
  readBody(copy: BodyCopy, limits: BodyLimits): RequestBody | Promise<RequestBody>;
}

/** The answer to it. */
export interface ClientAnswer {
  /** Status sent; 0 as long as none was. */
  readonly status: number;
  /** `headers` are name, value, …; throws where they can't be sent. Nothing goes out before a flush or the first piece. */
  start(status: number, statusText: string, headers: string[]): void;
  flushHeaders(): void;
  /** False where the client is slower than what is sent. */
  write(chunk: Buffer): boolean;
  /** Ends the answer with a last piece, where there is one. */
  end(last: Buffer | null): void;
  /** Sends an answer of our own and sees to it that a body still on its way doesn't keep the connection for ever. */
  reply(reply: ErrorReply): void;
  /** Cuts the connection, so that the client can tell that the answer is incomplete. */
  cut(): void;
  /** Calls `resume` whenever the client has caught up after a `write` that gave false. */
  onDrain(resume: () => void): void;
  /** Calls `leave` when the connection closes before the answer was ended; at once where it already has. */
  onGone(leave: () => void): void;
}
