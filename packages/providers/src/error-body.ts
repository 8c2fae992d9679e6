import { errorCodes, type HeliographError } from '@heliograph/contracts/error-codes';
import type { ErrorShape } from './provider.ts';

/** OpenAI's `type` by status. */
function openaiType(status: number): string {
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

/** Anthropic's `type` by status, https://docs.anthropic.com/en/api/errors */
function anthropicType(status: number): string {
  switch (status) {
    case 401:
      return 'authentication_error';
    case 403:
      return 'permission_error';
    case 404:
      return 'not_found_error';
    case 413:
      return 'request_too_large';
    case 429:
      return 'rate_limit_error';
    case 503:
      return 'overloaded_error';
    case 504:
      return 'timeout_error';
    default:
      return status >= 500 ? 'api_error' : 'invalid_request_error';
  }
}

/**
 * An error of our own as the JSON which clients of that provider understand.
 * Every shape carries `code` and, where there are any, `details` beside the provider's own fields.
 */
export function errorBody(shape: ErrorShape, error: HeliographError, requestId: string): string {
  const { code, message, details } = error;
  const { status } = errorCodes[code];
  switch (shape) {
    case 'openai':
      return JSON.stringify({ error: { message, type: openaiType(status), param: null, code, details } });
    case 'anthropic':
      return JSON.stringify({
        type: 'error',
        error: { type: anthropicType(status), message, code, details },
        request_id: requestId,
      });
    case 'azure':
      return JSON.stringify({ error: { code, message, details } });
  }
}
