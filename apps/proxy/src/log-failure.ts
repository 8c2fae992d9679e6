import type { HeliographError } from '@heliograph/contracts/error-codes';
import type { Logger } from 'pino';

/** Logs why a request failed, without anything that the caller or the provider sent. */
export function logFailure(log: Logger, error: HeliographError, requestId: string, origin: string): void {
  const { code, message: reason, status } = error;
  // Only our own faults need a stack.
  if (code === 'internal_error') log.error({ err: error, requestId, origin }, 'A request failed');
  else if (status >= 500) log.warn({ requestId, origin, code, reason }, 'A request failed');
  else log.debug({ requestId, origin, code, reason }, 'A request was refused');
}
