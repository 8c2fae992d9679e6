import { z } from 'zod';
import { type FilterField, filterFieldSchema } from './filter.ts';
import { describeField } from './request-fields.ts';
import { requestsRangeShape } from './time-range.ts';

/** Numbers, ids and texts have no few values that one could choose from (a status has), and who was scored says `score.<name>`. */
export function hasFacet(field: FilterField): boolean {
  if (field === 'id' || field === 'scored') return false;
  return field === 'status' || !['number', 'words'].includes(describeField(field).kind);
}

export const queryFacetsInputSchema = z.strictObject({
  ...requestsRangeShape,
  fields: z
    .array(
      filterFieldSchema.refine(hasFacet, {
        message: 'This field has no list of values; compare it with a number',
      }),
    )
    .min(1)
    .max(20),
  limit: z.number().int().min(1).max(100).default(20).describe('Values of each field'),
});

export const facetSchema = z
  .object({
    field: z.string(),
    values: z
      .array(
        z.object({
          value: z.union([z.string(), z.number(), z.boolean()]),
          requests: z.number().int(),
        }),
      )
      .describe('Most requests first; requests without a value are not among them'),
    cut: z
      .boolean()
      .describe('There are more values than are listed: let people type one instead of choosing it'),
  })
  .meta({ id: 'Facet' });
export type Facet = z.infer<typeof facetSchema>;

export const queryFacetsOutputSchema = z.object({
  facets: z
    .array(facetSchema)
    .describe('One for each field, in their order; a field’s own conditions don’t narrow its values'),
});
