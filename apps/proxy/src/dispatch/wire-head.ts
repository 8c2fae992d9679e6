import { HeliographError } from '@heliograph/contracts/error-codes';
import { VALUE } from '../http1/field-syntax.ts';

/** Methods whose requests say so when they have no body (RFC 9110 §8.6). */
const EXPECT_BODY = new Set(['POST', 'PUT', 'PATCH']);
const PATH_NOT_ALLOWED = /[^\x21-\x7e\x80-\xff]/;

/**
 * Request line and headers as they go over the wire, as latin-1, with the empty line behind them. `headers` are name,
 * value, … without Host; `bodyLength` is null where there is no body. Throws `invalid_request` where something in them
 * could end a line.
 */
export function wireHead(
  method: string,
  path: string,
  origin: string,
  headers: readonly string[],
  bodyLength: number | null,
): string {
  if (PATH_NOT_ALLOWED.test(path)) throw notAllowed('path');
  let text = `${method} ${path} HTTP/1.1\r\nhost: ${origin.slice(origin.indexOf('//') + 2)}\r\nconnection: keep-alive\r\n`;
  let hasLength = false;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? '';
    const value = headers[i + 1] ?? '';
    if (!VALUE.test(value)) throw notAllowed(`header ${JSON.stringify(name)}`);
    if (name.length === 14 && name.toLowerCase() === 'content-length') hasLength = true;
    text += `${name}: ${value}\r\n`;
  }
  if (bodyLength !== null) text += `content-length: ${bodyLength}\r\n`;
  else if (!hasLength && EXPECT_BODY.has(method)) text += 'content-length: 0\r\n';
  return `${text}\r\n`;
}

function notAllowed(what: string): HeliographError {
  return new HeliographError(
    'invalid_request',
    `The ${what} holds a control character, which no HTTP request may.`,
  );
}
