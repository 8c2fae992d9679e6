import { oc } from '@orpc/contract';
import { z } from 'zod';
import { timeRangeSchema } from '../time-range.ts';
import {
  addPriceInputSchema,
  customPriceSchema,
  lookUpPriceInputSchema,
  tablePriceSchema,
  unpricedModelSchema,
} from '../price-book.ts';
import { idInput } from './id-input.ts';

/** The price book, under /prices. */
export const pricesContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/prices',
      tags: ['Prices'],
      summary: "The organization's price book, and what was in it before",
    })
    .output(z.object({ items: z.array(customPriceSchema) })),
  add: oc
    .route({
      method: 'POST',
      path: '/prices',
      successStatus: 201,
      tags: ['Prices'],
      summary: 'Add a price, or put it in the place of another',
    })
    .input(addPriceInputSchema)
    .output(z.object({ id: z.uuid() })),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/prices/{id}',
      successStatus: 204,
      tags: ['Prices'],
      summary: 'Take a price out of the book',
    })
    .input(idInput)
    .output(z.void()),
  lookUp: oc
    .route({
      method: 'GET',
      path: '/prices/table',
      tags: ['Prices'],
      summary: 'What the price table says of a model today',
    })
    .input(lookUpPriceInputSchema)
    .output(z.object({ price: tablePriceSchema.nullable().describe('null where the table has none') })),
  unpriced: oc
    .route({
      method: 'POST',
      path: '/prices/unpriced',
      tags: ['Prices'],
      summary: 'Models whose requests have no price, most requests first',
    })
    .input(z.strictObject({ timeRange: timeRangeSchema }))
    .output(
      z.object({
        requests: z.number().int().describe('Requests without a price, in all'),
        items: z.array(unpricedModelSchema).describe('At most 100'),
      }),
    ),
};
