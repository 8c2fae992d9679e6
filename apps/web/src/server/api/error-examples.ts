/** The codes this API refuses with, as a caller meets them. */
export const exampleErrors: Readonly<
  Record<string, { code: string; message: string; details?: Record<string, unknown> }>
> = {
  invalid_request: {
    code: 'invalid_request',
    message: 'The request does not fit its schema (name: Give the key a name). See details.issues.',
    details: { issues: [{ path: 'name', message: 'Give the key a name' }] },
  },
  missing_api_key: { code: 'missing_api_key', message: 'This call needs an API key or a session.' },
  malformed_api_key: {
    code: 'malformed_api_key',
    message: 'The Authorization header holds no Heliograph API key.',
  },
  invalid_api_key: { code: 'invalid_api_key', message: 'There is no such API key.' },
  expired_api_key: {
    code: 'expired_api_key',
    message: 'This API key expired on 2027-01-01T00:00:00.000Z.',
  },
  revoked_api_key: { code: 'revoked_api_key', message: 'This API key was revoked.' },
  unauthenticated: { code: 'unauthenticated', message: 'Your session has ended. Sign in again.' },
  forbidden: { code: 'forbidden', message: 'This needs the permission api_keys:write.' },
  not_found: { code: 'not_found', message: 'There is no such API key.' },
  conflict: {
    code: 'conflict',
    message: 'The organization has 500 API keys, which is the most there can be.',
  },
  body_too_large: { code: 'body_too_large', message: 'The body has more than 1000000 bytes.' },
  too_wide: {
    code: 'too_wide',
    message:
      'The question takes more than 15 seconds. Narrow the range, choose a longer interval, or ask for fewer groups.',
  },
  too_many_requests: {
    code: 'too_many_requests',
    message: 'Too many questions of your organization are waiting already. Ask again in a moment.',
  },
  internal_error: { code: 'internal_error', message: 'Something went wrong on our side. Try again.' },
  service_unavailable: {
    code: 'service_unavailable',
    message: 'The request log (ClickHouse) is not answering.',
  },
};
