import type { Logger } from 'pino';
import { z } from 'zod';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { DbClient } from '@heliograph/db/client';
import type { Auth } from '../auth/auth.ts';
import { authenticate } from '../api/authenticate.ts';
import { errorResponse, toHeliographError } from '../http/error-response.ts';
import { readJsonBody } from '../http/read-json-body.ts';
import type { ChangeContext } from '../requests/change-request.ts';
import { listProperties, listSessions, listUsers } from './group-routes.ts';
import { giveFeedback, giveScores, listRequests, oneRequest, putProperty } from './request-routes.ts';

/** What a route answers with under `data`; `id` is the segment of the path that stands for one. */
type Answer = (context: ChangeContext, id: string, body: unknown) => Promise<unknown>;

const routes: readonly { method: string; path: RegExp; answer: Answer }[] = [
  {
    method: 'POST',
    path: /^\/v1\/request\/query(?:-clickhouse)?()$/,
    answer: (c, _, b) => listRequests(c, b),
  },
  { method: 'GET', path: /^\/v1\/request\/([^/]+)$/, answer: oneRequest },
  { method: 'POST', path: /^\/v1\/request\/([^/]+)\/feedback$/, answer: giveFeedback },
  { method: 'POST', path: /^\/v1\/request\/([^/]+)\/score$/, answer: giveScores },
  { method: 'PUT', path: /^\/v1\/request\/([^/]+)\/property$/, answer: putProperty },
  { method: 'POST', path: /^\/v1\/session\/query()$/, answer: (c, _, b) => listSessions(c, b) },
  { method: 'POST', path: /^\/v1\/user\/query()$/, answer: (c, _, b) => listUsers(c, b) },
  { method: 'POST', path: /^\/v1\/property\/query()$/, answer: listProperties },
];

export interface HeliconeDependencies {
  db: DbClient;
  clickHouse: ClickHouseClient;
  auth: Auth;
  log: Logger;
}

/**
 * Answers Helicone's routes under /v1, for its existing clients: `{data, error}`, where `error` is a text for people.
 * Only an API key opens them, so that no browser's cookie does. Never throws.
 */
export function createHeliconeHandler({
  db,
  clickHouse,
  auth,
  log,
}: HeliconeDependencies): (request: Request) => Promise<Response> {
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const known = routes.filter(({ path }) => path.test(pathname));
    if (known.length === 0) throw unknownPath(pathname);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const route = known.find((one) => one.method === method);
    if (route === undefined) throw wrongMethod(pathname, request.method, known);
    if (request.headers.get('authorization') === null) throw noKey();
    const { actor } = await authenticate(request, { db, auth, trustedOrigins: [] });
    const text = method === 'GET' ? '' : await readJsonBody(request);
    const body: unknown = text === '' ? {} : JSON.parse(text);
    const id = route.path.exec(pathname)?.[1] ?? '';
    return Response.json({ data: await route.answer({ clickHouse, actor }, id, body), error: null });
  };

  return async (request) => {
    const response = await answer(request).catch((error: unknown) =>
      refusal(error instanceof z.ZodError ? unfit(error) : toHeliographError(error, log)),
    );
    response.headers.set('cache-control', 'no-store');
    return request.method === 'HEAD' ? new Response(null, response) : response;
  };
}

/** Helicone's shape of an error, with the status and headers of ours; the code stands beside it. */
function refusal(error: HeliographError): Response {
  const { status, headers } = errorResponse(error);
  headers.delete('content-length');
  return Response.json({ data: null, error: error.message, code: error.code }, { status, headers });
}

function unfit({ issues }: z.ZodError): HeliographError {
  const [first] = issues;
  const where = first === undefined ? '' : ` (${[...first.path, first.message].map(String).join(': ')})`;
  return new HeliographError('invalid_request', `The request does not fit its schema${where}.`);
}

function noKey(): HeliographError {
  return new HeliographError(
    'missing_api_key',
    'This call needs an API key. Send the header "Authorization: Bearer sk-helicone-…".',
  );
}

function unknownPath(pathname: string): HeliographError {
  return new HeliographError(
    'unknown_path',
    `There is nothing at ${pathname}. Of Helicone's routes there are /v1/request, /v1/session/query, /v1/user/query and /v1/property/query; the whole API is under /api/v1.`,
  );
}

function wrongMethod(
  pathname: string,
  method: string,
  known: readonly { method: string }[],
): HeliographError {
  const allowed = known.map((route) => route.method);
  return new HeliographError(
    'method_not_allowed',
    `${pathname} takes ${allowed.join(' or ')}, not ${method}.`,
    {
      details: { allowed },
    },
  );
}
