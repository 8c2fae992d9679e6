import type { IncomingMessage, ServerResponse } from 'node:http';

/** What browsers are told, https://fetch.spec.whatwg.org/#http-cors-protocol */
export interface Cors {
  /** Answers a preflight of an allowed page; false where the request is something else. */
  answerPreflight(req: IncomingMessage, res: ServerResponse): boolean;
  /** Headers (name, value, …) that let a page read the answer; none where it may not. */
  answerHeaders(origin: string | undefined): readonly string[];
}

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
/** Browsers keep it for two hours at most. */
const MAX_AGE_SECONDS = '7200';
/** Header names with commas between them: what browsers send, and nothing that could be something else. */
const HEADER_NAMES = /^[!#$%&'*+\-.^_`|~0-9A-Za-z, ]{0,8192}$/;
const NONE: readonly string[] = [];

/** `origins` are origins of pages or `*`; none: browsers are told nothing, and OPTIONS is the provider's affair. */
export function createCors(origins: readonly string[]): Cors {
  const any = origins.includes('*');
  const allowed = new Set(origins);
  const isAllowed = (origin: string | undefined): origin is string =>
    origin !== undefined && (any || allowed.has(origin));
  /** Keys travel in headers that the page sets itself, never in cookies: no credentials in the sense of CORS. */
  const allow = (origin: string): string[] =>
    any ? ['Access-Control-Allow-Origin', '*'] : ['Access-Control-Allow-Origin', origin, 'Vary', 'Origin'];

  return {
    answerPreflight(req, res) {
      const { origin, 'access-control-request-headers': asked = '' } = req.headers;
      const isPreflight =
        req.method === 'OPTIONS' && req.headers['access-control-request-method'] !== undefined;
      if (!isPreflight || !isAllowed(origin) || !HEADER_NAMES.test(asked)) return false;
      const headers = allow(origin);
      headers.push('Access-Control-Allow-Methods', METHODS);
      // Named one by one: `*` does not stand for Authorization.
      if (asked !== '') headers.push('Access-Control-Allow-Headers', asked);
      headers.push('Access-Control-Max-Age', MAX_AGE_SECONDS);
      res.writeHead(204, headers);
      res.end();
      return true;
    },
    answerHeaders(origin) {
      return isAllowed(origin) ? [...allow(origin), 'Access-Control-Expose-Headers', '*'] : NONE;
    },
  };
}
