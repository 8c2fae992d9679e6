import { z } from 'zod';
import { explainFilter } from './filter.ts';
import { tileSchema } from './dashboard-tile.ts';
import { givenName } from './given-name.ts';
import { keptItemShape } from './kept-item.ts';

/** Tiles of one dashboard: more would ask too much of the reader and of ClickHouse. */
export const MAX_TILES = 60;

const nameSchema = givenName('Give the dashboard a name');

/** Tiles that can be shown: their filters can be read, and no two have the same id. */
const tilesSchema = z
  .array(tileSchema)
  .max(MAX_TILES, `A dashboard has at most ${MAX_TILES} tiles`)
  .superRefine((tiles, context) => {
    const seen = new Set<string>();
    for (const [index, { id, filter }] of tiles.entries()) {
      const fault = explainFilter(filter);
      if (fault !== undefined) context.addIssue({ code: 'custom', path: [index, 'filter'], message: fault });
      if (seen.has(id))
        context.addIssue({ code: 'custom', path: [index, 'id'], message: `Two tiles have the id ${id}` });
      seen.add(id);
    }
  });

/** A dashboard in a list: everything but its tiles. */
export const dashboardSummarySchema = z
  .object({
    ...keptItemShape,
    isDefault: z.boolean().describe('The caller begins with it'),
  })
  .meta({ id: 'DashboardSummary' });
export type DashboardSummary = z.infer<typeof dashboardSummarySchema>;

export const dashboardSchema = dashboardSummarySchema
  .extend({
    version: z.number().int().min(1).describe('Counts the changes; see PATCH'),
    tiles: z.array(tileSchema),
  })
  .meta({ id: 'Dashboard' });
export type Dashboard = z.infer<typeof dashboardSchema>;

export const createDashboardInputSchema = z.strictObject({
  name: nameSchema,
  shared: z.boolean().default(false),
  tiles: tilesSchema.default([]),
});
export type NewDashboard = z.output<typeof createDashboardInputSchema>;

export const updateDashboardInputSchema = z.strictObject({
  id: z.uuid(),
  version: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe(
      'The version that was changed: refused with conflict where somebody else was faster. Without it the last one wins.',
    ),
  name: nameSchema.optional(),
  shared: z.boolean().optional(),
  tiles: tilesSchema.optional(),
});
export type DashboardChanges = z.output<typeof updateDashboardInputSchema>;

export const setDefaultDashboardInputSchema = z.strictObject({
  id: z.uuid().nullable().describe('null: begin with the overview'),
});
