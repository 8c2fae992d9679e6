import type { IncomingHttpHeaders } from 'node:http';

/**
 * What a request may ask the fake provider to do, by header. Times are milliseconds.
 *
 * | header | effect |
 * |---|---|
 * | `x-fake-status` | answers this error status in the provider's shape |
 * | `x-fake-error-type` | with this error type (or code) in it |
 * | `x-fake-retry-after` | value of `retry-after` on an error |
 * | `x-fake-fail-times` + `x-fake-id` | only the first so many requests with this id fail (status 500 unless given) |
 * | `x-fake-delay-ms` | waits before the status line |
 * | `x-fake-first-byte-delay-ms` | waits between the headers and the first byte of the body |
 * | `x-fake-chunk-delay-ms` | waits between two events of a stream |
 * | `x-fake-chunks` | number of text deltas of a stream (words of a plain answer) |
 * | `x-fake-cut-after-chunks` | breaks the connection after so many events (0: after the headers; plain: in mid-body) |
 * | `x-fake-error-after-chunks` | sends the provider's error event after so many events and ends |
 * | `x-fake-body-bytes` | the answer's text has at least so many bytes |
 * | `x-fake-content-encoding` | `gzip`, `br` or `deflate` |
 * | `x-fake-usage` | `none`: no usage at all, even where it was asked for |
 * | `x-fake-text` | the answer's text, percent-encoded where it isn't ASCII |
 *
 * Models do the same without headers: `fake-error-<status>`, `fake-rate-limited`, `fake-overloaded`, `fake-slow`
 * (2 s until the first byte, 50 ms between events), `fake-cut` (breaks after 3 events).
 */
export interface Directives {
  status?: number;
  errorType?: string;
  retryAfter?: string;
  failTimes?: number;
  id?: string;
  delayMs: number;
  firstByteDelayMs: number;
  chunkDelayMs: number;
  chunks?: number;
  cutAfterChunks?: number;
  errorAfterChunks?: number;
  bodyBytes?: number;
  contentEncoding?: 'gzip' | 'br' | 'deflate';
  noUsage: boolean;
  text?: string;
}

const none: Directives = { delayMs: 0, firstByteDelayMs: 0, chunkDelayMs: 0, noUsage: false };

/** Throws an Error that names the header when a value cannot be read. */
export function readDirectives(headers: IncomingHttpHeaders, model: string | undefined): Directives {
  const directives: Directives = { ...none, ...fromModel(model) };
  for (const name in headers) {
    const value = headers[name];
    if (name.startsWith('x-fake-') && typeof value === 'string') readHeader(directives, name, value);
  }
  return directives;
}

function fromModel(model: string | undefined): Partial<Directives> {
  if (model?.startsWith('fake-') !== true) return {};
  const status = /^fake-error-([45]\d\d)$/.exec(model)?.[1];
  if (status !== undefined) return { status: Number(status) };
  if (model === 'fake-rate-limited') return { status: 429, retryAfter: '1' };
  if (model === 'fake-overloaded') return { status: 529 };
  if (model === 'fake-slow') return { delayMs: 2000, chunkDelayMs: 50 };
  if (model === 'fake-cut') return { cutAfterChunks: 3 };
  return {};
}

function readHeader(directives: Directives, name: string, value: string): void {
  const number = () => {
    if (!/^\d{1,12}$/.test(value)) throw new Error(`${name} must be a whole number, not "${value}".`);
    return Number(value);
  };
  switch (name) {
    case 'x-fake-status':
      directives.status = number();
      if (directives.status < 400 || directives.status > 599)
        throw new Error(`${name} must be from 400 to 599.`);
      return;
    case 'x-fake-error-type':
      directives.errorType = value;
      return;
    case 'x-fake-retry-after':
      directives.retryAfter = value;
      return;
    case 'x-fake-fail-times':
      directives.failTimes = number();
      return;
    case 'x-fake-id':
      directives.id = value;
      return;
    case 'x-fake-delay-ms':
      directives.delayMs = number();
      return;
    case 'x-fake-first-byte-delay-ms':
      directives.firstByteDelayMs = number();
      return;
    case 'x-fake-chunk-delay-ms':
      directives.chunkDelayMs = number();
      return;
    case 'x-fake-chunks':
      directives.chunks = number();
      return;
    case 'x-fake-cut-after-chunks':
      directives.cutAfterChunks = number();
      return;
    case 'x-fake-error-after-chunks':
      directives.errorAfterChunks = number();
      return;
    case 'x-fake-body-bytes':
      directives.bodyBytes = number();
      return;
    case 'x-fake-content-encoding':
      if (value !== 'gzip' && value !== 'br' && value !== 'deflate') {
        throw new Error(`${name} must be gzip, br or deflate, not "${value}".`);
      }
      directives.contentEncoding = value;
      return;
    case 'x-fake-usage':
      if (value !== 'none') throw new Error(`${name} must be none, not "${value}".`);
      directives.noUsage = true;
      return;
    case 'x-fake-text':
      directives.text = decodeURIComponent(value);
      return;
    default:
      throw new Error(`${name} is not known to the fake provider.`);
  }
}
