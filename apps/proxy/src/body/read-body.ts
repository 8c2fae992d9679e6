import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { BodyCopy } from './body-copy.ts';

/** A request's body on its way: small ones whole, others as a stream, none as null. */
export interface RequestBody {
  content: Buffer | Readable | null;
  /** Length that the client announced, where the content is a stream; else null. */
  contentLength: number | null;
}

/** The caller went away while its body was being read. */
export class CallerGoneError extends Error {
  override readonly name = 'CallerGoneError';
}

/** Bodies up to this size are read whole before the call: one write to the provider instead of many. */
export const WHOLE_UP_TO_BYTES = 256 * 1024;
/** Where something may have to be spliced in: what a prompt of a million tokens takes. */
export const MAX_SPLICED_BYTES = 8 * 1024 * 1024;

export interface BodyLimits {
  maxBytes: number;
  /** Longest body that is read whole, where its length is announced. */
  wholeUpTo: number;
}

/**
 * Gets a request's body ready for the provider, passing every piece through `copy`.
 * Throws `body_too_large` (at once where the length is announced, else the stream fails with it) and CallerGoneError.
 */
export async function readBody(
  req: IncomingMessage,
  res: ServerResponse,
  copy: BodyCopy,
  { maxBytes, wholeUpTo }: BodyLimits,
): Promise<RequestBody> {
  const announced = req.headers['content-length'];
  if (announced === undefined && req.headers['transfer-encoding'] === undefined) {
    return { content: null, contentLength: null };
  }
  const contentLength = announced === undefined ? null : Number(announced);
  if (contentLength === 0) return { content: null, contentLength: 0 };
  if (contentLength !== null && contentLength > maxBytes) throw bodyTooLarge(maxBytes);
  if (req.destroyed) throw new CallerGoneError();
  if (/^100-continue$/i.test(req.headers.expect ?? '')) res.writeContinue();
  if (contentLength === null || contentLength > wholeUpTo) {
    return { content: streamBody(req, copy, maxBytes), contentLength };
  }
  return { content: await readWhole(req, copy), contentLength: null };
}

function readWhole(req: IncomingMessage, copy: BodyCopy): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    req.on('data', (chunk: Buffer) => {
      copy.add(chunk);
      if (first === undefined) first = chunk;
      else (more ??= [first]).push(chunk);
    });
    let ended = false;
    req.on('end', () => {
      ended = true;
      resolve(more === undefined ? (first ?? Buffer.alloc(0)) : Buffer.concat(more));
    });
    // Every request closes in the end; an error with its stack is made only for one that was cut off.
    const gone = (): void => {
      if (!ended) reject(new CallerGoneError());
    };
    req.on('error', gone);
    req.on('close', gone);
  });
}

/** A stream of its own, so that whatever undici does to it leaves the client's connection alone. */
function streamBody(req: IncomingMessage, copy: BodyCopy, maxBytes: number): Readable {
  const take = (chunk: Buffer): void => {
    copy.add(chunk);
    if (copy.bytes > maxBytes) body.destroy(bodyTooLarge(maxBytes));
    else if (!body.push(chunk)) req.pause();
  };
  const end = (): void => {
    body.push(null);
  };
  const gone = (): void => {
    if (!req.complete) body.destroy(new CallerGoneError());
  };
  let listening = false;
  const body = new Readable({
    highWaterMark: 256 * 1024,
    read() {
      if (!listening) {
        listening = true;
        req.on('data', take).on('end', end).on('error', gone).on('close', gone);
      }
      req.resume();
    },
    destroy(error, callback) {
      req.off('data', take).off('end', end);
      callback(error);
    },
  });
  return body;
}

export function bodyTooLarge(maxBytes: number): HeliographError {
  return new HeliographError(
    'body_too_large',
    `The request body is larger than ${maxBytes} bytes. Send less, or have the operator raise MAX_BODY_BYTES.`,
  );
}
