import { z } from 'zod';
import { explainFilter } from './filter.ts';
import { givenName } from './given-name.ts';
import { keptItemShape } from './kept-item.ts';
import { requestViewSchema } from './request-view.ts';

const nameSchema = givenName('Give the view a name');

/** A view that can be shown: its filter can be read. */
const newViewSchema = requestViewSchema.superRefine(({ filter }, context) => {
  const fault = explainFilter(filter);
  if (fault !== undefined) context.addIssue({ code: 'custom', path: ['filter'], message: fault });
});

/** A view of the request list that somebody kept. */
export const savedViewSchema = z
  .object({
    ...keptItemShape,
    isDefault: z.boolean().describe('The caller begins with it'),
    view: requestViewSchema,
  })
  .meta({ id: 'SavedView' });
export type SavedView = z.infer<typeof savedViewSchema>;

export const createSavedViewInputSchema = z.strictObject({
  name: nameSchema,
  shared: z.boolean().default(false),
  view: newViewSchema,
});
export type NewSavedView = z.output<typeof createSavedViewInputSchema>;

export const updateSavedViewInputSchema = z.strictObject({
  id: z.uuid(),
  name: nameSchema.optional(),
  shared: z.boolean().optional(),
  view: newViewSchema.optional(),
});

export const setDefaultViewInputSchema = z.strictObject({
  id: z.uuid().nullable().describe('null: begin with the list as it comes'),
});
