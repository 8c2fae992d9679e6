import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  apiKeySchema,
  createApiKeyInputSchema,
  createdApiKeySchema,
  meSchema,
  queryRequestsInputSchema,
  queryRequestsOutputSchema,
} from './api-schemas.ts';
import { requestDetailSchema } from './request.ts';

/**
 * The REST API under /api/v1, once: handlers, the dashboard's typed client and openapi.json all come from here.
 * Paths are relative to /api/v1.
 */
const idInput = z.strictObject({ id: z.uuid() });

export const apiContract = {
  me: oc
    .route({
      method: 'GET',
      path: '/me',
      tags: ['Account'],
      summary: 'Who is calling, and for which organization',
    })
    .output(meSchema),
  keys: {
    create: oc
      .route({
        method: 'POST',
        path: '/keys',
        successStatus: 201,
        tags: ['API keys'],
        summary: 'Create an API key',
      })
      .input(createApiKeyInputSchema)
      .output(createdApiKeySchema),
    list: oc
      .route({
        method: 'GET',
        path: '/keys',
        tags: ['API keys'],
        summary: 'List the API keys that are in force',
      })
      .output(z.object({ items: z.array(apiKeySchema) })),
    revoke: oc
      .route({
        method: 'DELETE',
        path: '/keys/{id}',
        successStatus: 204,
        tags: ['API keys'],
        summary: 'Revoke an API key',
      })
      .input(idInput)
      .output(z.void()),
  },
  requests: {
    query: oc
      .route({
        method: 'POST',
        path: '/requests/query',
        tags: ['Requests'],
        summary: 'List requests, newest first',
      })
      .input(queryRequestsInputSchema)
      .output(queryRequestsOutputSchema),
    get: oc
      .route({
        method: 'GET',
        path: '/requests/{id}',
        tags: ['Requests'],
        summary: 'One request with its request and response bodies',
      })
      .input(idInput)
      .output(requestDetailSchema),
  },
};
export type ApiContract = typeof apiContract;
