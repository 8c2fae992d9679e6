import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  createSavedQueryInputSchema,
  runSqlInputSchema,
  savedQuerySchema,
  sqlResultSchema,
  updateSavedQueryInputSchema,
} from '../sql.ts';
import { idInput } from './id-input.ts';

const tags = ['SQL'];

/** Statements over the caller's own rows, under /sql. */
export const sqlContract = {
  run: oc
    .route({
      method: 'POST',
      path: '/sql',
      tags,
      summary: 'Run one SELECT over your own rows',
      description:
        'ClickHouse SQL over requests, sessions, users, request_properties, feedback, scores and request_bodies; docs/sql.md says what they hold and what may be used. A refusal says why and where: details.position, .length, .line and .column. Ends with the connection.',
    })
    .input(runSqlInputSchema)
    .output(sqlResultSchema),
  queries: {
    list: oc
      .route({
        method: 'GET',
        path: '/sql/queries',
        tags,
        summary: 'List the kept statements the caller sees: their own and the shared ones, by name',
      })
      .output(z.object({ items: z.array(savedQuerySchema) })),
    create: oc
      .route({
        method: 'POST',
        path: '/sql/queries',
        successStatus: 201,
        tags,
        summary: 'Keep a statement',
        description: 'An API key stands for no person: what it makes has to be shared.',
      })
      .input(createSavedQueryInputSchema)
      .output(savedQuerySchema),
    update: oc
      .route({
        method: 'PATCH',
        path: '/sql/queries/{id}',
        tags,
        summary: 'Change a kept statement',
        description:
          'What is left out stays as it is. Shared ones can be changed by their owner and by owners and admins of the organization.',
      })
      .input(updateSavedQueryInputSchema)
      .output(savedQuerySchema),
    remove: oc
      .route({
        method: 'DELETE',
        path: '/sql/queries/{id}',
        successStatus: 204,
        tags,
        summary: 'Delete a kept statement',
      })
      .input(idInput)
      .output(z.void()),
  },
};
