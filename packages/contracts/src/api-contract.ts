import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  apiKeySchema,
  createApiKeyInputSchema,
  createdApiKeySchema,
  meSchema,
  queryRequestsInputSchema,
  queryRequestsOutputSchema,
  timeRangeSchema,
} from './api-schemas.ts';
import {
  addPriceInputSchema,
  customPriceSchema,
  lookUpPriceInputSchema,
  repricingSchema,
  repricingTargetShape,
  tablePriceSchema,
  unpricedModelSchema,
} from './price-book.ts';
import {
  deadLetterInputSchema,
  ingestionStatusSchema,
  listDeadLettersInputSchema,
  listDeadLettersOutputSchema,
} from './ingestion.ts';
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
  prices: {
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
  },
  repricings: {
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
  },
  ingestion: {
    status: oc
      .route({
        method: 'GET',
        path: '/ingestion',
        tags: ['Ingestion'],
        summary: 'How the way of log records into the store is doing',
      })
      .output(ingestionStatusSchema),
    deadLetters: {
      list: oc
        .route({
          method: 'GET',
          path: '/ingestion/dead-letters',
          tags: ['Ingestion'],
          summary: 'List the records that could not be stored, newest first',
        })
        .input(listDeadLettersInputSchema)
        .output(listDeadLettersOutputSchema),
      replay: oc
        .route({
          method: 'POST',
          path: '/ingestion/dead-letters/{id}/replay',
          successStatus: 204,
          tags: ['Ingestion'],
          summary: 'Try again to store a record',
          description:
            'Harmless when repeated: the record is stored once. One that is refused again comes back.',
        })
        .input(deadLetterInputSchema)
        .output(z.void()),
      discard: oc
        .route({
          method: 'DELETE',
          path: '/ingestion/dead-letters/{id}',
          successStatus: 204,
          tags: ['Ingestion'],
          summary: 'Give up a record for good',
        })
        .input(deadLetterInputSchema)
        .output(z.void()),
      replayAll: oc
        .route({
          method: 'POST',
          path: '/ingestion/dead-letters/replay',
          tags: ['Ingestion'],
          summary: 'Try again to store all of them',
        })
        .output(z.object({ replayed: z.number().int() })),
      discardAll: oc
        .route({
          method: 'DELETE',
          path: '/ingestion/dead-letters',
          tags: ['Ingestion'],
          summary: 'Give all of them up for good',
        })
        .output(z.object({ discarded: z.number().int() })),
    },
  },
};
export type ApiContract = typeof apiContract;
