import { LENGTH, TOKEN, trim, VALUE } from './field-syntax.ts';

/** How the end of an answer's body is told (RFC 9112 §6.3). */
type Framing = { kind: 'none' } | { kind: 'length'; bytes: number } | { kind: 'chunked' } | { kind: 'close' };

export interface AnswerHead {
  status: number;
  statusText: string;
  /** name, value, … as sent. */
  headers: string[];
  framing: Framing;
  /** Whether the server keeps the connection open for another call. */
  keepAlive: boolean;
  /** How long it says that it keeps an idle connection, ms; null where it says nothing. */
  keepAliveMs: number | null;
}

/** A server sent something that is not HTTP/1.1. */
export class InvalidAnswerError extends Error {
  override readonly name = 'InvalidAnswerError';
  readonly code = 'HPE_INVALID_ANSWER';
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: ([\t\x20-\x7e\x80-\xff]*))?$/;

/**
 * Reads the head of an answer to `method`: `text` is its lines, each with its CRLF, as latin-1.
 * Throws {@link InvalidAnswerError} on whatever could be read in two ways.
 */
export function readAnswerHead(text: string, method: string): AnswerHead {
  let lineEnd = text.indexOf('\r\n');
  const line = STATUS_LINE.exec(text.slice(0, lineEnd));
  if (line === null) throw new InvalidAnswerError('The status line is malformed');
  const status = Number(line[2]);
  const headers: string[] = [];
  let length: number | null = null;
  let chunked = false;
  let keepAlive = line[1] === '1';
  let keepAliveMs: number | null = null;

  for (let at = lineEnd + 2; at < text.length; at = lineEnd + 2) {
    lineEnd = text.indexOf('\r\n', at);
    const colon = text.indexOf(':', at);
    if (colon === -1 || colon > lineEnd) throw new InvalidAnswerError('A header has no colon');
    const name = text.slice(at, colon);
    const value = trim(text, colon + 1, lineEnd);
    if (!TOKEN.test(name) || !VALUE.test(value)) throw new InvalidAnswerError('A header is malformed');
    headers.push(name, value);
    switch (name.length) {
      case 10: {
        const lower = name.toLowerCase();
        if (lower === 'connection' && /(?:^|,)\s*close\s*(?:,|$)/i.test(value)) keepAlive = false;
        if (lower === 'keep-alive') keepAliveMs = readKeepAlive(value) ?? keepAliveMs;
        break;
      }
      case 14:
        if (name.toLowerCase() !== 'content-length') break;
        if (length !== null || !LENGTH.test(value)) throw new InvalidAnswerError('Its length is unclear');
        length = Number(value);
        break;
      case 17:
        if (name.toLowerCase() !== 'transfer-encoding') break;
        if (chunked || value.toLowerCase() !== 'chunked')
          throw new InvalidAnswerError('It has a transfer coding other than chunked');
        chunked = true;
        break;
    }
  }
  if (chunked && length !== null) throw new InvalidAnswerError('It has both a length and chunks');
  const framing = framingOf(method, status, chunked, length);
  if (framing.kind === 'close') keepAlive = false;
  return { status, statusText: line[3] ?? '', headers, framing, keepAlive, keepAliveMs };
}

const NONE: Framing = { kind: 'none' };
const CHUNKED: Framing = { kind: 'chunked' };
const CLOSE: Framing = { kind: 'close' };

function framingOf(method: string, status: number, chunked: boolean, length: number | null): Framing {
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return NONE;
  if (chunked) return CHUNKED;
  if (length === null) return CLOSE;
  return length === 0 ? NONE : { kind: 'length', bytes: length };
}

function readKeepAlive(value: string): number | null {
  const seconds = /(?:^|,)\s*timeout\s*=\s*(\d{1,6})/i.exec(value)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}
