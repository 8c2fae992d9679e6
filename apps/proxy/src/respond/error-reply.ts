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

/** The answer for an error of our own, in the shape that the provider's clients understand. */
export function errorReply(error: HeliographError, shape: ErrorShape, own: OwnHeaders): ErrorReply {
  const { status, retryable } = errorCodes[error.code];
  const body = Buffer.from(errorBody(shape, error, own.requestId));
  const headers = ['Content-Type', 'application/json; charset=utf-8', 'Content-Length', String(body.length)];
  if (status === 503 && retryable) headers.push('Retry-After', '1');
  headers.push('Helicone-Error', error.code);
  appendOwnHeaders(headers, status, own);
  return { status, headers, body };
}
