import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  apiKeySchema,
  createApiKeyInputSchema,
  createdApiKeySchema,
  updateApiKeyInputSchema,
} from '../api-schemas.ts';
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
  update: oc
    .route({
      method: 'PATCH',
      path: '/keys/{id}',
      tags: ['API keys'],
      summary: 'Change an API key’s name, expiry, limits or budget',
      description: 'What is left out stays as it is. The proxies know it within a second.',
    })
    .input(updateApiKeyInputSchema)
    .output(apiKeySchema),
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
