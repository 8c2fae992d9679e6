import { HeliographError } from '@heliograph/contracts/error-codes';
import { isUnavailable } from '@heliograph/db/is-unavailable';

/** Runs a query and words its being away for the caller. Throws HeliographError `service_unavailable`; other errors pass. */
export async function askClickHouse<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (error instanceof HeliographError || !isAway(error)) throw error;
    throw new HeliographError(
      'service_unavailable',
      'The request log (ClickHouse) is not answering. Requests go on being recorded; try again in a moment.',
      { cause: error },
    );
  }
}

/** No connection, no answer in time, or a server that takes no more queries now. */
function isAway(error: unknown): boolean {
  if (isUnavailable(error)) return true;
  if (!(error instanceof Error)) return false;
  if ('type' in error) return BUSY.has(String(error.type));
  return /timeout error|socket hang up/i.test(error.message);
}

const BUSY = new Set([
  'TOO_MANY_SIMULTANEOUS_QUERIES',
  'TIMEOUT_EXCEEDED',
  'NETWORK_ERROR',
  'ALL_CONNECTION_TRIES_FAILED',
]);
