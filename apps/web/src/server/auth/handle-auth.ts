import type { Logger } from 'pino';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { isInvalidValue } from '@heliograph/db/is-invalid-value';
import type { Env } from '../../env.ts';
import { clientIp } from '../http/client-ip.ts';
import { isCrossSiteWrite, ownOrigins } from '../http/cross-site.ts';
import { toHeliographError } from '../http/error-response.ts';
import { readBytes, readJsonBody } from '../http/read-json-body.ts';
import type { Auth } from './auth.ts';

export interface AuthHandlerDependencies {
  env: Env;
  log: Logger;
  auth: Auth;
}

/** Answers everything under /api/auth with Better Auth. Errors have its shape, `{code, message}`; never throws. */
export function createAuthHandler({
  env,
  log,
  auth,
}: AuthHandlerDependencies): (request: Request) => Promise<Response> {
  const trustedOrigins = ownOrigins(env.webUrl);
  return async (request) => {
    try {
      if (isCrossSiteWrite(request, trustedOrigins)) {
        throw new HeliographError(
          'forbidden',
          'This was sent from a page of another site. Use the dashboard itself.',
        );
      }
      const response = await auth.handler(await prepare(request, env.trustedProxies));
      if (response.status === 404 && response.body === null) {
        throw new HeliographError(
          'unknown_path',
          `There is nothing at ${request.method} ${new URL(request.url).pathname}.`,
        );
      }
      return uncached(response);
    } catch (error) {
      return authError(isInvalidValue(error) ? NO_UUID : toHeliographError(error, log));
    }
  };
}

const NO_UUID = new HeliographError('invalid_request', 'An id in the request is not a UUID.');

/** The same request with its body bounded and read, and one trustworthy client address or none. */
async function prepare(request: Request, trustedProxies: number): Promise<Request> {
  const headers = new Headers(request.headers);
  const ip = clientIp(headers, trustedProxies);
  headers.delete('x-forwarded-for');
  if (ip !== null) headers.set('x-forwarded-for', ip);
  if (request.method === 'GET' || request.method === 'HEAD')
    return new Request(request.url, { method: request.method, headers });

  const isJson = /^application\/([\w.-]+\+)?json/i.test(headers.get('content-type') ?? '');
  const body = isJson ? await readJsonBody(request) : await readBytes(request);
  if (body.length === 0) headers.delete('content-type');
  return new Request(request.url, { method: request.method, headers, ...(body.length > 0 && { body }) });
}

function authError({ code, status, message }: HeliographError): Response {
  const headers = new Headers(status === 503 ? [['retry-after', '5']] : []);
  return uncached(Response.json({ code: code.toUpperCase(), message }, { status, headers }));
}

function uncached(response: Response): Response {
  response.headers.set('cache-control', 'no-store');
  return response;
}
