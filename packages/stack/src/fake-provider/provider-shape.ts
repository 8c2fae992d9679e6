import { newId } from './ids.ts';
import type { ProviderRefusal } from './reply.ts';

export type Provider = 'openai' | 'anthropic';

interface ErrorKind {
  type: string;
  code?: string;
  message: string;
}

const openaiErrors: Record<number, ErrorKind> = {
  400: { type: 'invalid_request_error', message: 'The request was refused.' },
  401: { type: 'invalid_request_error', code: 'invalid_api_key', message: 'Incorrect API key provided.' },
  403: {
    type: 'invalid_request_error',
    code: 'unsupported_country_region_territory',
    message: 'Not supported here.',
  },
  404: { type: 'invalid_request_error', message: 'Not found.' },
  429: {
    type: 'requests',
    code: 'rate_limit_exceeded',
    message: 'Rate limit reached for requests. Please try again later.',
  },
  503: { type: 'server_error', code: 'overloaded', message: 'The server is overloaded or not ready yet.' },
};

const anthropicErrors: Record<number, ErrorKind> = {
  400: { type: 'invalid_request_error', message: 'The request was refused.' },
  401: { type: 'authentication_error', message: 'invalid x-api-key' },
  403: {
    type: 'permission_error',
    message: 'Your API key does not have permission to use the specified resource.',
  },
  404: { type: 'not_found_error', message: 'Not found' },
  413: { type: 'request_too_large', message: 'Request exceeds the maximum size' },
  429: { type: 'rate_limit_error', message: 'This request would exceed your rate limit.' },
  529: { type: 'overloaded_error', message: 'Overloaded' },
};

const otherOpenaiError: ErrorKind = {
  type: 'server_error',
  message: 'The server had an error while processing your request.',
};

/** The error body of a provider, from a status alone or from a refusal. */
export function errorBody(
  provider: Provider,
  status: number,
  requestId: string,
  refusal?: Pick<ProviderRefusal, 'message' | 'details'>,
): object {
  const client = status < 500;
  if (provider === 'anthropic') {
    const kind = anthropicErrors[status] ?? (client ? anthropicErrors[400] : undefined);
    const type = refusal?.details.type ?? kind?.type ?? 'api_error';
    const message = refusal?.message ?? kind?.message ?? 'Internal server error';
    return { type: 'error', error: { type, message }, request_id: requestId };
  }
  const kind = openaiErrors[status] ?? (client ? openaiErrors[400] : undefined) ?? otherOpenaiError;
  const { type = kind.type, code = kind.code ?? null, param = null } = refusal?.details ?? {};
  return { error: { message: refusal?.message ?? kind.message, type, param, code } };
}

/** The event that ends a stream that failed half-way. */
export function errorEvent(provider: Provider, requestId: string): string {
  const data = JSON.stringify(errorBody(provider, provider === 'anthropic' ? 529 : 500, requestId));
  return provider === 'anthropic' ? `event: error\ndata: ${data}\n\n` : `data: ${data}\n\n`;
}

/** Headers of a provider's answer beside content type and length. `status` 429 shows an empty limit. */
export function providerHeaders(
  provider: Provider,
  requestId: string,
  processingMs: number,
  status: number,
): Record<string, string> {
  const limited = status === 429;
  if (provider === 'anthropic') {
    const reset = new Date(Date.now() + 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
    const headers: Record<string, string> = {
      'request-id': requestId,
      'anthropic-organization-id': organization,
    };
    for (const [name, limit] of [
      ['requests', 4000],
      ['input-tokens', 400_000],
      ['output-tokens', 80_000],
      ['tokens', 480_000],
    ] as const) {
      headers[`anthropic-ratelimit-${name}-limit`] = String(limit);
      headers[`anthropic-ratelimit-${name}-remaining`] = String(limited ? 0 : limit - 1);
      headers[`anthropic-ratelimit-${name}-reset`] = reset;
    }
    return headers;
  }
  return {
    'x-request-id': requestId,
    'openai-organization': 'org-fake',
    'openai-processing-ms': String(processingMs),
    'openai-version': '2020-10-01',
    'x-ratelimit-limit-requests': '10000',
    'x-ratelimit-limit-tokens': '2000000',
    'x-ratelimit-remaining-requests': limited ? '0' : '9999',
    'x-ratelimit-remaining-tokens': limited ? '0' : '1999980',
    'x-ratelimit-reset-requests': '6ms',
    'x-ratelimit-reset-tokens': '0s',
  };
}

const organization = '0f3ed2ad-6f4d-4a6c-9f53-7f8a5a2f0c11';

export function newRequestId(provider: Provider): string {
  return provider === 'anthropic' ? newId('req_011') : newId('req_');
}
