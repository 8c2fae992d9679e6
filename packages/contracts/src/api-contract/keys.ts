import { oc } from '@orpc/contract';
import { z } from 'zod';
import { apiKeySchema, createApiKeyInputSchema, createdApiKeySchema } from '../api-schemas.ts';
import { idInput } from './id-input.ts';

/** API keys, under /keys. */
export const keysContract = {
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
};
