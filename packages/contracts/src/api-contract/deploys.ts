import { oc } from '@orpc/contract';
import { z } from 'zod';
import { addDeployInputSchema, deploySchema } from '../deploys.ts';
import { idInput } from './id-input.ts';

const tags = ['Deploys'];

/** When new versions went out, under /deploys. */
export const deploysContract = {
  list: oc
    .route({ method: 'GET', path: '/deploys', tags, summary: 'List the latest 50 deploys, newest first' })
    .output(z.object({ items: z.array(deploySchema) })),
  add: oc
    .route({
      method: 'POST',
      path: '/deploys',
      successStatus: 201,
      tags,
      summary: 'Say that a new version went out',
      description:
        'For the last step of a pipeline. Time ranges of the dashboard then offer “since” it. The newest 1,000 are kept.',
    })
    .input(addDeployInputSchema)
    .output(deploySchema),
  remove: oc
    .route({ method: 'DELETE', path: '/deploys/{id}', successStatus: 204, tags, summary: 'Forget a deploy' })
    .input(idInput)
    .output(z.void()),
};
