import { oc } from '@orpc/contract';
import {
  getSessionInputSchema,
  querySessionsInputSchema,
  querySessionsOutputSchema,
  sessionDetailSchema,
} from '../sessions.ts';
import { getSessionTimelineInputSchema, sessionTimelineSchema } from '../session-timeline.ts';

const tags = ['Sessions'];

/** Requests that belong together, under /sessions. */
export const sessionsContract = {
  query: oc
    .route({
      method: 'POST',
      path: '/sessions/query',
      tags,
      summary: 'List sessions, those active last first or in another order',
      description:
        'A session is listed where the filter matches one of its requests; its totals are those of all its requests in the time range.',
    })
    .input(querySessionsInputSchema)
    .output(querySessionsOutputSchema),
  get: oc
    .route({
      method: 'GET',
      path: '/sessions/{id}',
      tags,
      summary: 'One session: its tree and its requests, oldest first',
    })
    .input(getSessionInputSchema)
    .output(sessionDetailSchema),
  timeline: oc
    .route({
      method: 'GET',
      path: '/sessions/{id}/timeline',
      tags,
      summary: 'When each request of a session ran, oldest first',
    })
    .input(getSessionTimelineInputSchema)
    .output(sessionTimelineSchema),
};
