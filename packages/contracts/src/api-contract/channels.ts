import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  channelReadinessSchema,
  channelSchema,
  createdChannelSchema,
  deliveriesSchema,
  deliverySchema,
  listDeliveriesInputSchema,
  newChannelSchema,
  updateChannelSchema,
} from '../channels.ts';
import { idInput } from './id-input.ts';

const tags = ['Channels'];

/** Where notifications go, under /channels, and what became of them, under /deliveries. */
export const channelsContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/channels',
      tags,
      summary: 'List the notification channels, newest first',
    })
    .output(z.object({ items: z.array(channelSchema), readiness: channelReadinessSchema })),
  create: oc
    .route({
      method: 'POST',
      path: '/channels',
      successStatus: 201,
      tags,
      summary: 'Create a notification channel',
      description: 'URLs and keys are encrypted and shown nowhere again. Private addresses are refused.',
    })
    .input(newChannelSchema)
    .output(createdChannelSchema),
  update: oc
    .route({
      method: 'PATCH',
      path: '/channels/{id}',
      tags,
      summary: 'Change a notification channel, or switch it off and on',
      description: 'What is left out stays as it is; so do secrets.',
    })
    .input(updateChannelSchema)
    .output(channelSchema),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/channels/{id}',
      successStatus: 204,
      tags,
      summary: 'Delete a notification channel and the log of its deliveries',
    })
    .input(idInput)
    .output(z.void()),
  test: oc
    .route({
      method: 'POST',
      path: '/channels/{id}/test',
      successStatus: 202,
      tags,
      summary: 'Send a test notification',
      description: 'It is tried once, within seconds: ask for the delivery to see what became of it.',
    })
    .input(idInput)
    .output(deliverySchema),
  renewSecret: oc
    .route({
      method: 'POST',
      path: '/channels/{id}/signing-secret',
      tags,
      summary: 'Make a new signing secret for a webhook',
      description: 'The old one signs nothing from now on. The new one is shown this once.',
    })
    .input(idInput)
    .output(z.object({ signingSecret: z.string() })),
  deliveries: oc
    .route({
      method: 'GET',
      path: '/channels/{id}/deliveries',
      tags,
      summary: 'What was sent to a channel, newest first',
      description: 'Kept for 90 days.',
    })
    .input(listDeliveriesInputSchema)
    .output(deliveriesSchema),
  delivery: oc
    .route({ method: 'GET', path: '/deliveries/{id}', tags, summary: 'One delivery and what became of it' })
    .input(idInput)
    .output(deliverySchema),
  resend: oc
    .route({
      method: 'POST',
      path: '/deliveries/{id}/resend',
      successStatus: 202,
      tags,
      summary: 'Send a delivery again that is dead, or at once one that waits for its next try',
    })
    .input(idInput)
    .output(deliverySchema),
};
