import { oc } from '@orpc/contract';
import { z } from 'zod';
import { timeRangeSchema } from '../time-range.ts';
import { repricingSchema, repricingTargetShape } from '../price-book.ts';
import { idInput } from './id-input.ts';

/** Recalculations of costs, under /repricings. */
export const repricingsContract = {
  start: oc
    .route({
      method: 'POST',
      path: '/repricings',
      successStatus: 201,
      tags: ['Prices'],
      summary: 'Recalculate the costs of requests by the prices of now',
    })
    .input(z.strictObject({ timeRange: timeRangeSchema, ...repricingTargetShape }))
    .output(repricingSchema),
  list: oc
    .route({
      method: 'GET',
      path: '/repricings',
      tags: ['Prices'],
      summary: 'The latest recalculations and how far they are',
    })
    .output(z.object({ items: z.array(repricingSchema) })),
  cancel: oc
    .route({
      method: 'POST',
      path: '/repricings/{id}/cancel',
      successStatus: 204,
      tags: ['Prices'],
      summary: 'End a recalculation before its time',
    })
    .input(idInput)
    .output(z.void()),
};
