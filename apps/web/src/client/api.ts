import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { ApiContract } from '@heliograph/contracts/api-contract';
import { decodeApiError } from './api-error.ts';
import apiRoutes from './api-routes.json' with { type: 'json' };

type ApiClient = JsonifiedClient<ContractRouterClient<ApiContract>>;

/**
 * The typed client of the REST API, called with the session cookie of the page.
 * Every failed call rejects with an error that `describeApiError` reads.
 */
export const apiClient: ApiClient = createORPCClient(
  // The contract without its schemas, which would be a third of what a page loads.
  new OpenAPILink(apiRoutes as unknown as ApiContract, {
    url: () => new URL('/api/v1', window.location.origin),
    customErrorResponseBodyDecoder: (body, response) => decodeApiError(body, response.status),
  }),
);

/** TanStack Query options per procedure: `api.keys.list.queryOptions()`, `api.keys.create.mutationOptions()`, `api.keys.key()`. */
export const api = createTanstackQueryUtils(apiClient);
