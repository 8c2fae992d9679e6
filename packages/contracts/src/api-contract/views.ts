import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  createSavedViewInputSchema,
  savedViewSchema,
  setDefaultViewInputSchema,
  updateSavedViewInputSchema,
} from '../saved-views.ts';
import { idInput } from './id-input.ts';

const tags = ['Views'];

/** Kept views of the request list, under /views. */
export const viewsContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/views',
      tags,
      summary: 'List the views the caller sees: their own and the shared ones, by name',
    })
    .output(z.object({ items: z.array(savedViewSchema) })),
  create: oc
    .route({
      method: 'POST',
      path: '/views',
      successStatus: 201,
      tags,
      summary: 'Keep a view of the request list',
      description: 'An API key stands for no person: what it makes has to be shared.',
    })
    .input(createSavedViewInputSchema)
    .output(savedViewSchema),
  update: oc
    .route({
      method: 'PATCH',
      path: '/views/{id}',
      tags,
      summary: 'Change a view',
      description:
        'What is left out stays as it is. Shared views can be changed by their owner and by owners and admins of the organization.',
    })
    .input(updateSavedViewInputSchema)
    .output(savedViewSchema),
  remove: oc
    .route({ method: 'DELETE', path: '/views/{id}', successStatus: 204, tags, summary: 'Delete a view' })
    .input(idInput)
    .output(z.void()),
  setDefault: oc
    .route({
      method: 'PUT',
      path: '/views/default',
      successStatus: 204,
      tags,
      summary: 'Say with which view the caller begins',
    })
    .input(setDefaultViewInputSchema)
    .output(z.void()),
};
