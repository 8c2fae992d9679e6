import { oc } from '@orpc/contract';
import {
  getUserInputSchema,
  queryUsersInputSchema,
  queryUsersOutputSchema,
  userDetailSchema,
} from '../users.ts';

const tags = ['Users'];

/** The end users on whose behalf requests were made, under /users. */
export const usersContract = {
  query: oc
    .route({
      method: 'POST',
      path: '/users/query',
      tags,
      summary: 'List end users, those seen last first or in another order',
      description: 'Totals are those of the requests that match the filter.',
    })
    .input(queryUsersInputSchema)
    .output(queryUsersOutputSchema),
  get: oc
    .route({
      method: 'GET',
      path: '/users/{id}',
      tags,
      summary: 'One end user: totals, models, sessions, cost over time',
    })
    .input(getUserInputSchema)
    .output(userDetailSchema),
};
