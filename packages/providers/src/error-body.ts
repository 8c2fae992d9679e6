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

/** Google's `status` by HTTP status, https://cloud.google.com/apis/design/errors */
function googleStatus(status: number): string {
  const names: Record<number, string> = {
    401: 'UNAUTHENTICATED',
    403: 'PERMISSION_DENIED',
    404: 'NOT_FOUND',
    409: 'ABORTED',
    429: 'RESOURCE_EXHAUSTED',
    502: 'UNAVAILABLE',
    503: 'UNAVAILABLE',
    504: 'DEADLINE_EXCEEDED',
  };
  return names[status] ?? (status >= 500 ? 'INTERNAL' : 'INVALID_ARGUMENT');
}

/** Bedrock's exception by status, https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html */
function bedrockType(status: number): string {
  const names: Record<number, string> = {
    401: 'UnrecognizedClientException',
    403: 'AccessDeniedException',
    404: 'ResourceNotFoundException',
    408: 'ModelTimeoutException',
    429: 'ThrottlingException',
    503: 'ServiceUnavailableException',
  };
  return names[status] ?? (status >= 500 ? 'InternalServerException' : 'ValidationException');
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
    case 'google':
      return JSON.stringify({
        error: { code: status, message, status: googleStatus(status), reason: code, details },
      });
    case 'bedrock':
      return JSON.stringify({ __type: bedrockType(status), message, code, details });
    case 'cohere':
      return JSON.stringify({ id: requestId, message, code, details });
  }
}
