import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  deadLetterInputSchema,
  ingestionStatusSchema,
  listDeadLettersInputSchema,
  listDeadLettersOutputSchema,
} from '../ingestion.ts';

/** The way of log records into the store, under /ingestion. */
export const ingestionContract = {
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
};
