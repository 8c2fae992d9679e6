import type { Logger } from 'pino';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Auth } from '../auth/auth.ts';
import { ownOrigins } from '../http/cross-site.ts';
import { callerLeft, errorResponse, toHeliographError } from '../http/error-response.ts';
import { readJsonBody } from '../http/read-json-body.ts';
import { type ApiDependencies, createApiRouter } from './api-router.ts';
import { authenticate } from './authenticate.ts';
import { createOpenApiDocument } from './openapi-document.ts';
import { createRawRoutes, findRawRoute } from './raw-routes.ts';
import { createProcedureHandler } from './procedure-handler.ts';
import { methodsOf } from './routes.ts';

const PREFIX = '/api/v1';

/** Answers everything under /api/v1. Errors have the one shape `{error: {code, message, details?}}`; never throws. */
export function createApiHandler(
  dependencies: ApiDependencies & { auth: Auth; log: Logger },
): (request: Request) => Promise<Response> {
  const { env, db, auth, log } = dependencies;
  const handleProcedure = createProcedureHandler(createApiRouter(dependencies), log);
  const rawRoutes = createRawRoutes(dependencies);
  const trustedOrigins = ownOrigins(env.webUrl);
  // The signal of a request that nobody holds is not told any more that its caller left: it goes with the garbage.
  const underWay = new Set<Request>();

  const answer = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname.slice(PREFIX.length);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (path === '/openapi.json' && method === 'GET')
      return Response.json(await createOpenApiDocument(env.webUrl));
    const raw = findRawRoute(rawRoutes, path);
    if (raw !== null) {
      if (method !== raw.route.method) throw wrongMethod(request, [raw.route.method]);
      const again = () => authenticate(request, { db, auth, trustedOrigins });
      return raw.route.answer({ request, caller: await again(), parameters: raw.parameters, again });
    }
    const allowed = path === '/openapi.json' ? ['GET'] : methodsOf(path);
    if (allowed.length === 0) throw unknownPath(request);
    if (!allowed.includes(method)) throw wrongMethod(request, allowed);

    const caller = await authenticate(request, { db, auth, trustedOrigins });
    const read = await withJsonBody(request, method);
    underWay.add(read);
    const response = await handleProcedure(read, { prefix: PREFIX, context: { caller } }).finally(() =>
      underWay.delete(read),
    );
    for (const cookie of caller.setCookies) response.headers.append('set-cookie', cookie);
    return response;
  };

  return async (request) => {
    const startedAt = performance.now();
    const response = await answer(request).catch((error: unknown) =>
      // Who leaves while sending breaks off what is read: no service of ours is away.
      errorResponse(request.signal.aborted ? callerLeft(error) : toHeliographError(error, log)),
    );
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
    log.debug(
      {
        method: request.method,
        path: new URL(request.url).pathname,
        status: response.status,
        durationMs: Math.round(performance.now() - startedAt),
      },
      'api call',
    );
    return request.method === 'HEAD' ? new Response(null, response) : response;
  };
}

/** The same request with its body read within bounds, and typed as what it is. */
async function withJsonBody(request: Request, method: string): Promise<Request> {
  const { signal } = request;
  if (method === 'GET') return new Request(request.url, { method, signal });
  const body = await readJsonBody(request);
  return new Request(request.url, {
    method,
    signal,
    ...(body !== '' && { body, headers: { 'content-type': 'application/json' } }),
  });
}

function unknownPath(request: Request): HeliographError {
  return new HeliographError(
    'unknown_path',
    `There is nothing at ${new URL(request.url).pathname}. The API has /api/v1/me, /api/v1/keys, /api/v1/requests, /api/v1/exports, /api/v1/sessions, /api/v1/users, /api/v1/properties, /api/v1/analytics, /api/v1/sql, /api/v1/cost, /api/v1/ingestion; see /api/v1/openapi.json.`,
  );
}

function wrongMethod(request: Request, allowed: string[]): HeliographError {
  const { pathname } = new URL(request.url);
  return new HeliographError(
    'method_not_allowed',
    `${pathname} takes ${allowed.join(' or ')}, not ${request.method}.`,
    {
      details: { allowed },
    },
  );
}
