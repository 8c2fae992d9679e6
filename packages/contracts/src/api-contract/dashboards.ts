import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  createDashboardInputSchema,
  dashboardSchema,
  dashboardSummarySchema,
  setDefaultDashboardInputSchema,
  updateDashboardInputSchema,
} from '../dashboards.ts';
import { idInput } from './id-input.ts';

const tags = ['Dashboards'];

/** Kept dashboards, under /dashboards. Their tiles are answered by POST /analytics/query. */
export const dashboardsContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/dashboards',
      tags,
      summary: 'List the dashboards the caller sees: their own and the shared ones, by name',
    })
    .output(z.object({ items: z.array(dashboardSummarySchema) })),
  get: oc
    .route({ method: 'GET', path: '/dashboards/{id}', tags, summary: 'Read a dashboard with its tiles' })
    .input(idInput)
    .output(dashboardSchema),
  create: oc
    .route({
      method: 'POST',
      path: '/dashboards',
      successStatus: 201,
      tags,
      summary: 'Keep a dashboard',
      description: 'An API key stands for no person: what it makes has to be shared.',
    })
    .input(createDashboardInputSchema)
    .output(dashboardSchema),
  update: oc
    .route({
      method: 'PATCH',
      path: '/dashboards/{id}',
      tags,
      summary: 'Change a dashboard',
      description:
        'What is left out stays as it is; tiles are replaced as a whole. With a version the change is refused with conflict where the dashboard has changed since. Shared dashboards can be changed by their owner and by owners and admins of the organization.',
    })
    .input(updateDashboardInputSchema)
    .output(dashboardSchema),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/dashboards/{id}',
      successStatus: 204,
      tags,
      summary: 'Delete a dashboard',
    })
    .input(idInput)
    .output(z.void()),
  setDefault: oc
    .route({
      method: 'PUT',
      path: '/dashboards/default',
      successStatus: 204,
      tags,
      summary: 'Say with which dashboard the caller begins',
    })
    .input(setDefaultDashboardInputSchema)
    .output(z.void()),
};
