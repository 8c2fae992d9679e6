import { errorShapeOfPath, type Route } from '@heliograph/providers/match-route';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { asHeliographError } from '../dispatch/call-end.ts';
import type { Incoming } from '../incoming.ts';
import { type ErrorReply, errorReply } from './error-reply.ts';

/** The answer to what was refused before it was known whose it is: it is not logged as a request. */
export function refusal(
  log: Logger,
  { id, host, target, cors }: Incoming,
  clock: Clock,
  route: Route | null,
  thrown: unknown,
): ErrorReply {
  const error = asHeliographError(thrown);
  if (error.code === 'internal_error') log.error({ err: error, requestId: id }, 'A request failed');
  const shape = route?.provider.errorShape ?? errorShapeOfPath(host, target.path);
  const own = { requestId: id, overheadMs: clock.overheadMs, warnings: [], more: [], cors };
  return errorReply(error, shape, own);
}
