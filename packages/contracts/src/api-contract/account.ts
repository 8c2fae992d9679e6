import { oc } from '@orpc/contract';
import { meSchema } from '../api-schemas.ts';

/** Who is calling. */
export const meContract = oc
  .route({
    method: 'GET',
    path: '/me',
    tags: ['Account'],
    summary: 'Who is calling, and for which organization',
  })
  .output(meSchema);
