import { oc } from '@orpc/contract';
import { z } from 'zod';
import { queryRequestsInputSchema, queryRequestsOutputSchema } from '../api-schemas.ts';
import { requestsRangeShape } from '../time-range.ts';
import { queryFacetsInputSchema, queryFacetsOutputSchema } from '../facets.ts';
import {
  changedRequestsSchema,
  changeRequestsInputSchema,
  deleteRequestsInputSchema,
  giveFeedbackInputSchema,
  setPropertiesInputSchema,
  setScoresInputSchema,
} from '../request-changes.ts';
import { requestDetailSchema } from '../request.ts';
import { idInput } from './id-input.ts';

const tags = ['Requests'];
const noContent = { successStatus: 204, tags } as const;
const afterTheAnswer =
  'Works as soon as the answer is there, also while the request itself is still on its way into the store.';

/** Logged requests, under /requests. */
export const requestsContract = {
  query: oc
    .route({
      method: 'POST',
      path: '/requests/query',
      tags,
      summary: 'List requests, newest first or in another order',
    })
    .input(queryRequestsInputSchema)
    .output(queryRequestsOutputSchema),
  count: oc
    .route({ method: 'POST', path: '/requests/count', tags, summary: 'How many requests match' })
    .input(z.strictObject(requestsRangeShape))
    .output(changedRequestsSchema),
  facets: oc
    .route({
      method: 'POST',
      path: '/requests/facets',
      tags,
      summary: 'The values that fields have, and how many requests each',
    })
    .input(queryFacetsInputSchema)
    .output(queryFacetsOutputSchema),
  get: oc
    .route({
      method: 'GET',
      path: '/requests/{id}',
      tags,
      summary: 'One request with its request and response bodies',
    })
    .input(idInput)
    .output(requestDetailSchema),
  giveFeedback: oc
    .route({
      method: 'POST',
      path: '/requests/{id}/feedback',
      ...noContent,
      summary: 'Say whether an answer was good',
      description: afterTheAnswer,
    })
    .input(giveFeedbackInputSchema)
    .output(z.void()),
  takeBackFeedback: oc
    .route({
      method: 'DELETE',
      path: '/requests/{id}/feedback',
      ...noContent,
      summary: 'Take the feedback on a request back',
    })
    .input(idInput)
    .output(z.void()),
  setScores: oc
    .route({
      method: 'POST',
      path: '/requests/{id}/scores',
      ...noContent,
      summary: 'Give a request scores',
      description: afterTheAnswer,
    })
    .input(setScoresInputSchema)
    .output(z.void()),
  setProperties: oc
    .route({
      method: 'PUT',
      path: '/requests/{id}/properties',
      ...noContent,
      summary: 'Set or take away custom properties of a request',
      description: `Properties that aren’t named stay as they are. ${afterTheAnswer}`,
    })
    .input(setPropertiesInputSchema)
    .output(z.void()),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/requests/{id}',
      ...noContent,
      summary: 'Delete a request with its bodies',
      description:
        'It is gone from every list and sum at once, and from the disk within the hour. Harmless when repeated.',
    })
    .input(idInput)
    .output(z.void()),
  changeMany: oc
    .route({
      method: 'POST',
      path: '/requests/change',
      tags,
      summary: 'Give many requests properties or scores',
    })
    .input(changeRequestsInputSchema)
    .output(changedRequestsSchema),
  removeMany: oc
    .route({
      method: 'POST',
      path: '/requests/delete',
      tags,
      summary: 'Delete many requests with their bodies',
    })
    .input(deleteRequestsInputSchema)
    .output(changedRequestsSchema),
};
