import { oc } from '@orpc/contract';
import { z } from 'zod';
import { newReportSchema, reportSchema, updateReportSchema } from '../reports.ts';
import { idInput } from './id-input.ts';

const tags = ['Reports'];

/** Summaries of days and weeks, under /reports. */
export const reportsContract = {
  list: oc
    .route({ method: 'GET', path: '/reports', tags, summary: 'List the reports, newest first' })
    .output(z.object({ items: z.array(reportSchema) })),
  create: oc
    .route({
      method: 'POST',
      path: '/reports',
      successStatus: 201,
      tags,
      summary: 'Send a summary of each day or week to a channel',
      description: 'The first one is about the period that is under way.',
    })
    .input(newReportSchema)
    .output(reportSchema),
  update: oc
    .route({
      method: 'PATCH',
      path: '/reports/{id}',
      tags,
      summary: 'Change a report, or switch it off and on',
    })
    .input(updateReportSchema)
    .output(reportSchema),
  remove: oc
    .route({ method: 'DELETE', path: '/reports/{id}', successStatus: 204, tags, summary: 'Delete a report' })
    .input(idInput)
    .output(z.void()),
};
