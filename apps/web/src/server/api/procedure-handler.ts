import type { ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import type { Logger } from 'pino';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { toHeliographError } from '../http/error-response.ts';
import type { createApiRouter } from './api-router.ts';
import type { Caller } from './authenticate.ts';

/** Runs the procedure that a request names. Every failure comes out as a HeliographError, thrown. */
export function createProcedureHandler(router: ReturnType<typeof createApiRouter>, log: Logger) {
  const handler = new OpenAPIHandler(router, {
    // oRPC answers errors in a shape of its own; thrown from here, they reach the place that gives them ours.
    customErrorResponseBodyEncoder: (error: ORPCError<string, unknown>) => {
      throw toApiError(error, log);
    },
  });

  return async (
    request: Request,
    options: { prefix: `/${string}`; context: { caller: Caller } },
  ): Promise<Response> => {
    const { matched, response } = await handler.handle(request, options);
    if (!matched)
      throw new HeliographError('unknown_path', 'There is nothing at this path. See /api/v1/openapi.json.');
    return response;
  };
}

function toApiError(error: ORPCError<string, unknown>, log: Logger): HeliographError {
  const { cause } = error;
  if (!(cause instanceof ValidationError)) {
    if (error.status === 400) return new HeliographError('invalid_request', error.message);
    return toHeliographError(cause ?? error, log);
  }
  const issues = cause.issues.map(({ path, message }) => ({ path: pathOf(path), message }));
  if (error.status !== 400) {
    log.error({ issues }, 'an answer does not fit its schema');
    return toHeliographError(error, log);
  }
  const [first] = issues;
  const where = first === undefined || first.path === '' ? '' : ` (${first.path}: ${first.message})`;
  return new HeliographError(
    'invalid_request',
    `The request does not fit its schema${where}. See details.issues.`,
    {
      details: { issues },
    },
  );
}

/** `timeRange.from` of its segments; '' for the input as a whole. */
function pathOf(path: ValidationError['issues'][number]['path']): string {
  return (path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment)).join('.');
}
