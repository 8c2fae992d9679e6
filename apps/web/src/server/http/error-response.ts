import type { Logger } from 'pino';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { isUnavailable } from '@heliograph/db/is-unavailable';

/** Turns anything thrown into an error fit for callers; what they must not see is logged instead. */
export function toHeliographError(error: unknown, log: Logger): HeliographError {
  if (error instanceof HeliographError) return error;
  if (isUnavailable(error)) {
    log.warn({ err: describeError(error) }, 'a service that was needed is away');
    return new HeliographError(
      'service_unavailable',
      'A database Heliograph needs is not answering. Try again in a moment.',
    );
  }
  log.error({ err: describeError(error) }, 'a call failed unexpectedly');
  return new HeliographError(
    'internal_error',
    'Something went wrong on our side. Try again; the log of the server says more.',
  );
}

/** For what breaks off because its caller does. */
export function callerLeft(cause: unknown): HeliographError {
  return new HeliographError('request_timeout', 'The caller left before there was an answer.', { cause });
}

/** The one error shape of the REST API, as a response. */
export function errorResponse({ status, code, message, details }: HeliographError): Response {
  const headers = new Headers();
  if (code === 'method_not_allowed' && Array.isArray(details?.['allowed']))
    headers.set('allow', details['allowed'].join(', '));
  if (status === 401) headers.set('www-authenticate', 'Bearer realm="Heliograph"');
  if (status === 503) headers.set('retry-after', '5');
  return Response.json(
    { error: { code, message, ...(details === undefined ? {} : { details }) } },
    { status, headers },
  );
}

/** Name, message, code and stack; never the properties libraries hang onto errors, which may quote what was sent. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error ? error.code : undefined;
  return { name: error.name, message: error.message, code, stack: error.stack };
}
