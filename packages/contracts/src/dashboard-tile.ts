import { z } from 'zod';
import { metricSelectionSchema } from './analytics.ts';
import { analyticsGroupSchema } from './analytics-groups.ts';

/** How a tile can show its metrics. */
export const tileCharts = ['number', 'line', 'area', 'bar', 'table', 'histogram', 'heatmap'] as const;
export type TileChart = (typeof tileCharts)[number];

/** Columns of the grid on which tiles lie, on screens wide enough for it. */
export const GRID_COLUMNS = 12;

/** The place of a tile: columns from the left, rows from the top. */
const tileLayoutSchema = z
  .strictObject({
    x: z
      .number()
      .int()
      .min(0)
      .max(GRID_COLUMNS - 1),
    y: z.number().int().min(0).max(10_000),
    w: z.number().int().min(1).max(GRID_COLUMNS),
    h: z.number().int().min(1).max(40),
  })
  .refine(({ x, w }) => x + w <= GRID_COLUMNS, {
    message: `A tile ends within the ${GRID_COLUMNS} columns: x + w is at most ${GRID_COLUMNS}`,
  });
export type TileLayout = z.output<typeof tileLayoutSchema>;

/** One chart of a dashboard: what it asks POST /analytics/query for, and how it shows the answer. */
export const tileSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .describe('Any id that no other tile of the dashboard has'),
    title: z.string().trim().max(120).default('').describe('Empty: named by what it shows'),
    metrics: z
      .array(metricSelectionSchema)
      .min(1, 'Choose something to show')
      .max(8, 'A tile shows at most 8 metrics'),
    groupBy: z.array(analyticsGroupSchema).max(2).default([]),
    filter: z.string().max(4_000).default('').describe('As people write it, beside that of the page'),
    chart: z.enum(tileCharts),
    limit: z.number().int().min(1).max(100).default(6).describe('Groups that are told apart'),
    orderBy: z
      .strictObject({ metric: z.number().int().min(0).max(7), direction: z.enum(['asc', 'desc']) })
      .default({ metric: 0, direction: 'desc' })
      .describe('Which groups come first: by the metric of this index'),
    layout: tileLayoutSchema,
  })
  .refine(({ orderBy, metrics }) => orderBy.metric < metrics.length, {
    path: ['orderBy'],
    message: 'orderBy.metric is the index of a metric of the tile',
  })
  .meta({ id: 'DashboardTile' });
export type Tile = z.output<typeof tileSchema>;
