import { ORPCError } from '@orpc/client';
import { apiErrorSchema } from '@heliograph/contracts/api-schemas';

/** A failed API call as the dashboard shows it. */
export interface ApiFailure {
  /** One of the API's error codes, or `network_error` where no answer came. */
  code: string;
  /** For people: what is wrong and what to do. */
  message: string;
  /** HTTP status; null where no answer came. */
  status: number | null;
  details: Record<string, unknown> | null;
}

/** Turns the API's error body into the error class of the client; null where the body isn't ours (a gateway's page, …). */
export function decodeApiError(body: unknown, status: number): ORPCError<string, unknown> | null {
  const parsed = apiErrorSchema.safeParse(body);
  if (!parsed.success) return null;
  const { code, message, details } = parsed.data.error;
  return new ORPCError(code, { status, message, data: details });
}

/** Reads what a query or mutation of `api` was rejected with. Never throws. */
export function describeApiError(error: unknown): ApiFailure {
  if (error instanceof ORPCError) {
    const details = isRecord(error.data) ? error.data : null;
    return { code: String(error.code), message: error.message, status: error.status, details };
  }
  return {
    code: 'network_error',
    message: 'Heliograph did not answer. Check that it is running and that you are online, then try again.',
    status: null,
    details: null,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
