import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { parseHeaders } from '@heliograph/headers/parse-headers';
import express, { type NextFunction, type Request, type Response } from 'express';
import { v7 as uuid } from 'uuid';
import { authenticate } from '../authenticate/authenticate.ts';
import { takeCredentials } from '../authenticate/take-credentials.ts';
import { Clock } from '../clock.ts';
import type { ProxyContext } from '../context.ts';
import { checkHeaders } from '../control-headers/check-headers.ts';
import { asHeliographError } from '../dispatch/call-end.ts';
import { errorReply } from '../respond/error-reply.ts';
import { warningText } from '../respond/response-headers.ts';
import { buildLoggedRecord } from './build-logged-record.ts';
import { type LogCall, logCallSchema } from './log-call-schema.ts';

/** Routes on which calls made elsewhere are logged, and the provider for which each stands. */
const routes = new Map<string, string | null>([
  ['/v1/log', null],
  ['/custom/v1/log', null],
  ['/v1/trace/custom/v1/log', null],
  ['/oai/v1/log', 'openai'],
  ['/anthropic/v1/log', 'anthropic'],
  ['/googleapis/v1/log', 'google'],
]);

/** In all of them: a cheap look at what almost never is one. */
const LOG = '/v1/log';

/** What goes on with a request that may be one of ours. */
export interface LogCalls {
  /** Whether a request target is one of the logging routes. */
  takes(url: string): boolean;
  /** Answers a request to one of the logging routes; false where it is something else. */
  answer(req: IncomingMessage, res: ServerResponse): boolean;
}

/** The way in for calls that were made without the proxy: same keys, same headers, same spool as with it. */
export function createLogCalls(proxy: ProxyContext): LogCalls {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const paths = [...routes.keys()];
  app.post(
    paths,
    (req, res, next) => void admit(proxy, req, res).then(() => next(), next),
    express.json({ limit: proxy.settings.maxBodyBytes, type: () => true }),
    (req, res) => log(proxy, req, res),
  );
  app.all(paths, (_req, res) => {
    res.set('Allow', 'POST');
    throw new HeliographError('method_not_allowed', 'Calls are logged with POST.');
  });
  app.use((error: unknown, req: Request, res: Response, _next: NextFunction) =>
    refuse(proxy, error, req, res),
  );
  const takes = (url: string): boolean => url.includes(LOG) && routes.has(url.split('?', 1)[0] ?? '');
  return {
    takes,
    answer(req, res) {
      if (!takes(req.url ?? '')) return false;
      app(req, res);
      return true;
    },
  };
}

/** What is known of a request once its caller is. */
interface Admitted extends Pick<Parameters<typeof buildLoggedRecord>[0], 'caller' | 'headers'> {
  clock: Clock;
}

/** Whose request it is, before any of its body is read. */
async function admit(proxy: ProxyContext, req: Request, res: Response): Promise<void> {
  const clock = new Clock();
  const headers = parseHeaders(req.rawHeaders);
  const caller = await authenticate(proxy.keys, takeCredentials(headers.control.auth, null, headers.rest));
  proxy.keyUse.note(caller.apiKeyId, Date.now());
  res.locals.admitted = { clock, headers, caller } satisfies Admitted;
}

async function log(proxy: ProxyContext, req: Request, res: Response): Promise<void> {
  const { clock, caller } = res.locals.admitted as Admitted;
  const { captureMaxBytes, headerPolicy } = proxy.settings;
  const call = readCall(req.body);
  const headers = parseHeaders([...req.rawHeaders, ...metaHeaders(req, call)]);
  const warnings = checkHeaders(headers, caller.organization.headerPolicy ?? headerPolicy);
  const id = headers.control.requestId ?? uuid({ msecs: call.timing.startTime });
  const routeProvider = routes.get(req.path) ?? null;
  await proxy.spool.append(
    buildLoggedRecord({ id, caller, headers, warnings, call, routeProvider, captureMaxBytes }),
  );
  const cors = proxy.cors.answerHeaders(req.headers.origin);
  for (let i = 0; i < cors.length; i += 2) res.append(cors[i] ?? '', cors[i + 1] ?? '');
  if (warnings.length > 0) res.set('Helicone-Warning', warningText(warnings));
  res.set({ 'Helicone-Id': id, 'Server-Timing': `heliograph;dur=${clock.overheadMs.toFixed(2)}` });
  res.json({ id });
}

/** The body as a call. Throws `invalid_request`, listing every field that is wrong and what was expected. */
function readCall(body: unknown): LogCall {
  const parsed = logCallSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({
    field: path.join('.') || 'body',
    expected: message,
  }));
  const list = problems.map(({ field, expected }) => `${field}: ${expected}`).join('; ');
  throw new HeliographError('invalid_request', `This can't be logged as a call. ${list}`, {
    details: { fields: problems },
  });
}

/** Helicone-* headers out of the body's `meta`; those that the request itself carries count more. */
function metaHeaders(req: Request, { providerRequest: { meta } }: LogCall): string[] {
  return Object.entries(meta).flatMap(([name, value]) => {
    const lower = name.toLowerCase();
    const isControl = lower.startsWith('helicone-') && lower !== 'helicone-auth';
    return isControl && typeof value === 'string' && req.headers[lower] === undefined ? [name, value] : [];
  });
}

/** Answers every error in one shape; what Express says of a body becomes ours. */
function refuse(proxy: ProxyContext, thrown: unknown, req: Request, res: Response): void {
  const error = asHeliographError(bodyError(thrown, proxy.settings.maxBodyBytes));
  if (error.code === 'internal_error') proxy.log.error({ err: thrown }, 'A call could not be logged');
  const cors = proxy.cors.answerHeaders(req.headers.origin);
  const reply = errorReply(error, 'openai', {
    requestId: uuid(),
    overheadMs: 0,
    warnings: [],
    more: [],
    cors,
  });
  res.writeHead(reply.status, reply.headers);
  res.end(reply.body);
}

function bodyError(thrown: unknown, maxBytes: number): unknown {
  if (!(thrown instanceof Error) || !('type' in thrown)) return thrown;
  if (thrown.type === 'entity.too.large')
    return new HeliographError('body_too_large', `The body is larger than ${maxBytes} bytes.`);
  if (thrown.type === 'entity.parse.failed')
    return new HeliographError('invalid_request', 'The body is no JSON.');
  return new HeliographError('invalid_request', `The body can't be read (${String(thrown.type)}).`);
}
