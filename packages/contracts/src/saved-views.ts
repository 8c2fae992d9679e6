import { z } from 'zod';
import { explainFilter } from './filter.ts';
import { requestViewSchema } from './request-view.ts';

const nameSchema = z
  .string()
  .trim()
  .min(1, 'Give the view a name')
  .max(80, 'A name has at most 80 characters')
  .regex(/^\P{Cc}*$/u, 'A name has no control characters');

/** A view that can be shown: its filter can be read. */
const newViewSchema = requestViewSchema.superRefine(({ filter }, context) => {
  const fault = explainFilter(filter);
  if (fault !== undefined) context.addIssue({ code: 'custom', path: ['filter'], message: fault });
});

/** A view of the request list that somebody kept. */
export const savedViewSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    shared: z.boolean().describe('Everybody of the organization sees it; else its owner alone'),
    owner: z
      .object({ id: z.uuid(), name: z.string() })
      .nullable()
      .describe('null: made with an API key, or its owner is gone'),
    mayChange: z.boolean().describe('Whether the caller may change and delete it'),
    isDefault: z.boolean().describe('The caller begins with it'),
    view: requestViewSchema,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
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
