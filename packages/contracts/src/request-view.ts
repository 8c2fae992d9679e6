import { z } from 'zod';
import { requestOrderSchema } from './api-schemas.ts';
import { chosenRangeSchema } from './chosen-range.ts';
import { directionSchema } from './page.ts';
import { readNamedField } from './request-fields.ts';

/** The columns that the request list can show, custom properties and scores aside. */
export const requestColumnIds = [
  'time',
  'status',
  'provider',
  'model',
  'request',
  'response',
  'name',
  'user',
  'session',
  'prompt',
  'promptVersion',
  'country',
  'tokens',
  'inputTokens',
  'cachedTokens',
  'outputTokens',
  'reasoningTokens',
  'totalTokens',
  'cost',
  'saved',
  'latency',
  'timeToFirstToken',
  'tokensPerSecond',
  'cache',
  'attempts',
  'feedback',
  'scores',
  'key',
] as const;
export type FixedColumnId = (typeof requestColumnIds)[number];

/** One of them, or `property.<name>` or `score.<name>`. */
export type RequestColumnId = FixedColumnId | `property.${string}` | `score.${string}`;

/** Widths of columns, px. */
export const columnWidth = { min: 56, max: 960 } as const;

const viewColumnSchema = z.strictObject({
  id: z.string().min(1).max(270),
  width: z
    .number()
    .int()
    .min(columnWidth.min)
    .max(columnWidth.max)
    .optional()
    .describe('px; without it the column has the width it comes with'),
  pinned: z.boolean().optional().describe('Stays at the left while the others scroll'),
});

/** How the request list looks. The ids of columns are any text: a layout outlives columns. */
export const viewLayoutSchema = z
  .strictObject({
    columns: z.array(viewColumnSchema).min(1).max(60).describe('Those shown, from the left'),
    density: z.enum(['comfortable', 'compact']),
  })
  .meta({ id: 'ViewLayout' });
export type ViewLayout = z.infer<typeof viewLayoutSchema>;

export const viewSortSchema = z
  .strictObject({ by: requestOrderSchema, direction: directionSchema })
  .meta({ id: 'ViewSort' });
export type ViewSort = z.output<typeof viewSortSchema>;

/** All that makes up what somebody sees of the request list. */
export const requestViewSchema = z
  .strictObject({
    filter: z.string().max(4_000).describe('As people write it; empty for none'),
    range: chosenRangeSchema,
    sort: viewSortSchema,
    layout: viewLayoutSchema,
  })
  .meta({ id: 'RequestView' });
export type RequestView = z.output<typeof requestViewSchema>;

export const newestFirst: ViewSort = { by: 'createdAt', direction: 'desc' };

export const standardLayout: ViewLayout = {
  columns: [
    { id: 'time' },
    { id: 'status' },
    { id: 'model' },
    { id: 'request' },
    { id: 'tokens' },
    { id: 'cost' },
    { id: 'latency' },
    { id: 'name' },
    { id: 'user' },
    { id: 'session' },
  ],
  density: 'comfortable',
};

export function isColumnId(id: string): id is RequestColumnId {
  return requestColumnIds.some((known) => known === id) || (readNamedField(id)?.name ?? '') !== '';
}

/** A layout whose columns all exist. */
export interface KnownLayout extends ViewLayout {
  columns: (ViewLayout['columns'][number] & { id: RequestColumnId })[];
}

/**
 * The layout without the columns that there are no more and those named twice; `vanished` are the ids of the former.
 * Where nothing is left, the columns are the standard ones.
 */
export function readLayout({ columns, ...layout }: ViewLayout): { layout: KnownLayout; vanished: string[] } {
  const kept = new Map<RequestColumnId, KnownLayout['columns'][number]>();
  const vanished: string[] = [];
  for (const column of columns) {
    const { id } = column;
    if (!isColumnId(id)) vanished.push(id);
    else if (!kept.has(id)) kept.set(id, { ...column, id });
  }
  if (kept.size === 0) {
    return { layout: { ...readLayout(standardLayout).layout, ...layout }, vanished };
  }
  return { layout: { ...layout, columns: [...kept.values()] }, vanished };
}
