import { oc } from '@orpc/contract';
import { z } from 'zod';
import { exportSchema, startExportInputSchema } from '../exports.ts';
import { idInput } from './id-input.ts';

const tags = ['Exports'];

/** Files with all requests that match, under /exports. */
export const exportsContract = {
  start: oc
    .route({
      method: 'POST',
      path: '/exports',
      successStatus: 201,
      tags,
      summary: 'Write all matching requests into a file',
      description:
        'A worker writes it; ask for the export until its status is done, then fetch its file. Files are kept for three days.',
    })
    .input(startExportInputSchema)
    .output(exportSchema),
  list: oc
    .route({ method: 'GET', path: '/exports', tags, summary: 'The latest exports and how far they are' })
    .output(z.object({ items: z.array(exportSchema) })),
  get: oc
    .route({ method: 'GET', path: '/exports/{id}', tags, summary: 'One export and how far it is' })
    .input(idInput)
    .output(exportSchema),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/exports/{id}',
      successStatus: 204,
      tags,
      summary: 'Cancel an export, or delete its file',
    })
    .input(idInput)
    .output(z.void()),
};
