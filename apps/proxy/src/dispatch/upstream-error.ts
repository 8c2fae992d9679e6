import { HeliographError } from '@heliograph/contracts/error-codes';

const TIMEOUTS = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
const INVALID =
  /^(HPE_|HTTPParserError|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_RES_EXCEEDED)/;

/** What an error of undici, a socket or DNS means to the caller. The message names the cause, never a header or key. */
export function upstreamError(error: unknown, origin: string, started: boolean): HeliographError {
  if (error instanceof HeliographError) return error;
  const code = codeOf(error);
  if (TIMEOUTS.has(code)) {
    const what = code === 'UND_ERR_BODY_TIMEOUT' ? 'stopped sending' : 'did not answer in time';
    return new HeliographError('upstream_timeout', `${origin} ${what} (${code}).`, { cause: error });
  }
  if (started) {
    return new HeliographError('upstream_invalid_response', `${origin} broke its answer off (${code}).`, {
      cause: error,
    });
  }
  if (INVALID.test(code)) {
    return new HeliographError(
      'upstream_invalid_response',
      `${origin} sent an answer that is not HTTP (${code}).`,
      {
        cause: error,
      },
    );
  }
  return new HeliographError('upstream_unreachable', `${origin} could not be reached (${code}).`, {
    cause: error,
  });
}

function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null) {
    if ('code' in error && typeof error.code === 'string') return error.code;
    if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
    if (error instanceof Error) return error.name;
  }
  return 'unknown error';
}
