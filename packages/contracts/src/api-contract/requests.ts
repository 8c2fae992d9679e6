import { oc } from '@orpc/contract';
import { queryRequestsInputSchema, queryRequestsOutputSchema } from '../api-schemas.ts';
import { requestDetailSchema } from '../request.ts';
import { idInput } from './id-input.ts';

/** Logged requests, under /requests. */
export const requestsContract = {
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
};
