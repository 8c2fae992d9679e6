import { oc } from '@orpc/contract';
import { z } from 'zod';
import { timeRangeSchema } from '../time-range.ts';
import {
  limitedRequestsSchema,
  newRateLimitRuleSchema,
  rateLimitRuleSchema,
  updateRateLimitRuleSchema,
} from '../rate-limits.ts';
import { idInput } from './id-input.ts';

/** Rules that hold for all requests of an organization, under /rate-limits. */
export const rateLimitsContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/rate-limits',
      tags: ['Rate limits'],
      summary: 'List the rate limit rules, newest first',
    })
    .output(z.object({ items: z.array(rateLimitRuleSchema) })),
  create: oc
    .route({
      method: 'POST',
      path: '/rate-limits',
      successStatus: 201,
      tags: ['Rate limits'],
      summary: 'Create a rate limit rule',
      description: 'Holds for all requests of the organization within a second.',
    })
    .input(newRateLimitRuleSchema)
    .output(rateLimitRuleSchema),
  update: oc
    .route({
      method: 'PATCH',
      path: '/rate-limits/{id}',
      tags: ['Rate limits'],
      summary: 'Change a rate limit rule, or switch it off and on',
      description: 'What is left out stays as it is.',
    })
    .input(updateRateLimitRuleSchema)
    .output(rateLimitRuleSchema),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/rate-limits/{id}',
      successStatus: 204,
      tags: ['Rate limits'],
      summary: 'Delete a rate limit rule',
    })
    .input(idInput)
    .output(z.void()),
  limited: oc
    .route({
      method: 'POST',
      path: '/rate-limits/limited',
      tags: ['Rate limits'],
      summary: 'Requests that were answered with 429, over time and by limit',
    })
    .input(z.strictObject({ timeRange: timeRangeSchema }))
    .output(limitedRequestsSchema),
};
