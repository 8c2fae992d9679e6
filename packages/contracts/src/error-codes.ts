/**
 * Every way in which Heliograph itself refuses or fails a call, in one closed set.
 * `status` is the HTTP status; `retryable` says whether the same call may succeed later unchanged.
 * Providers' own errors pass through untouched and are not listed here.
 */
export const errorCodes = {
  // Authentication
  missing_api_key: { status: 401, retryable: false },
  malformed_api_key: { status: 401, retryable: false },
  invalid_api_key: { status: 401, retryable: false },
  revoked_api_key: { status: 401, retryable: false },
  expired_api_key: { status: 401, retryable: false },
  unauthenticated: { status: 401, retryable: false },
  forbidden: { status: 403, retryable: false },
  // The request itself
  invalid_request: { status: 400, retryable: false },
  invalid_header: { status: 400, retryable: false },
  target_not_allowed: { status: 400, retryable: false },
  semantic_cache_unavailable: { status: 400, retryable: false },
  unknown_path: { status: 404, retryable: false },
  not_found: { status: 404, retryable: false },
  method_not_allowed: { status: 405, retryable: false },
  conflict: { status: 409, retryable: false },
  body_too_large: { status: 413, retryable: false },
  too_wide: { status: 422, retryable: false },
  too_many_requests: { status: 429, retryable: true },
  rate_limited: { status: 429, retryable: true },
  budget_exceeded: { status: 429, retryable: false },
  request_timeout: { status: 408, retryable: true },
  headers_too_large: { status: 431, retryable: false },
  // The way to the provider
  upstream_unreachable: { status: 502, retryable: true },
  upstream_invalid_response: { status: 502, retryable: true },
  upstream_timeout: { status: 504, retryable: true },
  // Ourselves
  internal_error: { status: 500, retryable: true },
  service_unavailable: { status: 503, retryable: true },
} as const;

/** One of the codes of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;

/**
 * The one error class of the project. `message` is written for the caller: what is wrong and what to do about it.
 * `details` is JSON shown to the caller; it never holds a key or a body.
 */
export class HeliographError extends Error {
  override readonly name = 'HeliographError';
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options?: { details?: Record<string, unknown>; cause?: unknown },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options?.details;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }

  get retryable(): boolean {
    return errorCodes[this.code].retryable;
  }
}
