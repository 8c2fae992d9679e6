import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorCodes, type HeliographError } from '@heliograph/contracts/error-codes';
import { errorBody } from '@heliograph/providers/error-body';
import type { ErrorShape } from '@heliograph/providers/provider';
import { appendOwnHeaders, type OwnHeaders } from './response-headers.ts';

/** An answer of our own, whole. */
export interface ErrorReply {
  status: number;
  headers: string[];
  body: Buffer;
}

/** How long and how much of an unread body is still taken in after the answer, so that the client gets to read it. */
const LINGER_MS = 5_000;

/** The answer for an error of our own, in the shape that the provider's clients understand. */
export function errorReply(
  error: HeliographError,
  shape: ErrorShape,
  own: Omit<OwnHeaders, 'status'>,
): ErrorReply {
  const { status, retryable } = errorCodes[error.code];
  const body = Buffer.from(errorBody(shape, error, own.requestId));
  const headers = ['Content-Type', 'application/json; charset=utf-8', 'Content-Length', String(body.length)];
  if (status === 503 && retryable) headers.push('Retry-After', '1');
  headers.push('Helicone-Error', error.code);
  appendOwnHeaders(headers, { ...own, status });
  return { status, headers, body };
}

/** Sends an answer of our own and sees to it that a body still on its way doesn't keep the connection for ever. */
export function sendReply(
  req: IncomingMessage,
  res: ServerResponse,
  { status, headers, body }: ErrorReply,
): void {
  if (res.destroyed) return;
  const { socket } = req;
  res.writeHead(status, headers);
  res.end(req.method === 'HEAD' ? undefined : body);
  if (req.complete) return;
  req.on('error', () => undefined);
  req.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  req.once('close', () => clearTimeout(timer));
  req.once('end', () => clearTimeout(timer));
}
