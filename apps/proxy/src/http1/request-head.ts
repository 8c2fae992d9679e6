import { LENGTH, TOKEN, trim, VALUE } from './field-syntax.ts';

/** The head of a request that is of the plain and common kind. */
export interface RequestHead {
  method: string;
  /** The request target as sent; begins with a slash. */
  url: string;
  /** name, value, … as sent. */
  rawHeaders: string[];
  host: string;
  origin: string | undefined;
  /** Null where none was announced: there is no body then. */
  contentLength: number | null;
  /** Whether the client wants to go on using the connection. */
  keepAlive: boolean;
  /** Where the body begins. */
  end: number;
}

const MAX_HEAD_BYTES = 64 * 1024;
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const REQUEST_LINE = /^(GET|POST|PUT|PATCH|DELETE) (\/[\x21-\x7e]*) HTTP\/1\.1$/;

/**
 * Reads the head of a request from the beginning of `bytes`. Null for everything that isn't whole or not of the plain
 * kind: other methods and versions, chunked bodies, Expect, Upgrade, any header that comes twice though it may not, and
 * all that is malformed. What to make of that is for Node's parser to say, so that there is one judge of it.
 */
export function readRequestHead(bytes: Buffer): RequestHead | null {
  const headEnd = bytes.indexOf(END_OF_HEAD);
  if (headEnd === -1 || headEnd > MAX_HEAD_BYTES) return null;
  const text = bytes.toString('latin1', 0, headEnd + 2);
  let lineEnd = text.indexOf('\r\n');
  const line = REQUEST_LINE.exec(text.slice(0, lineEnd));
  if (line === null) return null;
  const rawHeaders: string[] = [];
  let host: string | null = null;
  let origin: string | undefined;
  let contentLength: number | null = null;
  let keepAlive = true;

  for (let at = lineEnd + 2; at < text.length; at = lineEnd + 2) {
    lineEnd = text.indexOf('\r\n', at);
    const colon = text.indexOf(':', at);
    if (colon === -1 || colon > lineEnd) return null;
    const name = text.slice(at, colon);
    const value = trim(text, colon + 1, lineEnd);
    if (!TOKEN.test(name) || !VALUE.test(value)) return null;
    switch (special(name)) {
      case 'host':
        if (host !== null) return null;
        host = value;
        break;
      case 'origin':
        if (origin !== undefined) return null;
        origin = value;
        break;
      case 'content-length':
        if (contentLength !== null || !LENGTH.test(value)) return null;
        contentLength = Number(value);
        break;
      case 'connection': {
        const wish = value.toLowerCase();
        if (wish !== 'keep-alive' && wish !== 'close') return null;
        keepAlive = wish === 'keep-alive';
        break;
      }
      case 'expect':
      case 'upgrade':
      case 'transfer-encoding':
        return null;
    }
    rawHeaders.push(name, value);
  }
  if (host === null) return null;
  const [, method = '', url = ''] = line;
  return { method, url, rawHeaders, host, origin, contentLength, keepAlive, end: headEnd + 4 };
}

const SPECIAL = new Set([
  'host',
  'origin',
  'content-length',
  'connection',
  'expect',
  'upgrade',
  'transfer-encoding',
]);
const SPECIAL_LENGTHS = new Set([...SPECIAL].map(({ length }) => length));

/** The name in lower case where it is one that says how to read the message, else ''. */
function special(name: string): string {
  if (!SPECIAL_LENGTHS.has(name.length)) return '';
  const lower = name.toLowerCase();
  return SPECIAL.has(lower) ? lower : '';
}
