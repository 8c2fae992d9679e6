import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  newRequestWebhookSchema,
  requestWebhookSchema,
  updateRequestWebhookSchema,
} from '../request-webhooks.ts';
import { idInput } from './id-input.ts';

const tags = ['Webhooks'];

/** Webhooks on requests, under /webhooks. */
export const webhooksContract = {
  list: oc
    .route({ method: 'GET', path: '/webhooks', tags, summary: 'List the webhooks on requests, newest first' })
    .output(z.object({ items: z.array(requestWebhookSchema) })),
  create: oc
    .route({
      method: 'POST',
      path: '/webhooks',
      successStatus: 201,
      tags,
      summary: 'Tell a webhook of each logged request that matches',
      description: 'Of requests from now on. What was sent is in the deliveries of its channel.',
    })
    .input(newRequestWebhookSchema)
    .output(requestWebhookSchema),
  update: oc
    .route({
      method: 'PATCH',
      path: '/webhooks/{id}',
      tags,
      summary: 'Change a webhook on requests, or switch it off and on',
      description: 'What is left out stays as it is. Holds for requests from now on.',
    })
    .input(updateRequestWebhookSchema)
    .output(requestWebhookSchema),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/webhooks/{id}',
      successStatus: 204,
      tags,
      summary: 'Delete a webhook on requests; its channel stays',
    })
    .input(idInput)
    .output(z.void()),
};
