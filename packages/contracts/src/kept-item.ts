import { z } from 'zod';

/** What is said of all that people keep for themselves or for everybody: views, queries, dashboards. */
export const keptItemShape = {
  id: z.uuid(),
  name: z.string(),
  shared: z.boolean().describe('Everybody of the organization sees it; else its owner alone'),
  owner: z
    .object({ id: z.uuid(), name: z.string() })
    .nullable()
    .describe('null: made with an API key, or its owner is gone'),
  mayChange: z.boolean().describe('Whether the caller may change and delete it'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};
