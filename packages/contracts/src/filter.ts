import { z } from 'zod';
import { parseFilter } from './filter-text/parse-filter.ts';
import { requestFieldNames } from './request-fields.ts';

/**
 * The filter grammar shared by the API and the explorer: a tree of AND/OR groups over conditions.
 * `field` is a field of the registry of requests, `property.<name>` for a custom property (names compare without case) or
 * `score.<name>`. `text`, `requestText` and `responseText` take words: `contains` a phrase, `startsWith` with its last word
 * unfinished.
 */
const scalarSchema = z.union([z.string().max(1024), z.number(), z.boolean()]);

export const filterFieldSchema = z.union([
  z.enum(requestFieldNames),
  z
    .string()
    .regex(
      /^(property|score)\.[^\s].{0,255}$/,
      'There is no such field; custom properties are property.<name>, scores score.<name>',
    )
    .describe('property.<name> or score.<name>'),
]);
export type FilterField = z.infer<typeof filterFieldSchema>;

const filterOperators = ['=', '!=', '>', '>=', '<', '<=', 'contains', 'startsWith', 'in', 'exists'] as const;
export type FilterOperator = (typeof filterOperators)[number];

export const filterConditionSchema = z
  .strictObject({
    field: filterFieldSchema,
    operator: z.enum(filterOperators),
    value: z.union([scalarSchema, z.array(scalarSchema).min(1).max(100)]),
  })
  .describe('One comparison; `in` takes a list, `exists` a boolean');
export type FilterCondition = z.infer<typeof filterConditionSchema>;

export type Filter = FilterCondition | { and: Filter[] } | { or: Filter[] } | { not: Filter };

export const filterSchema: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    filterConditionSchema,
    z.strictObject({ and: z.array(filterSchema).min(1).max(50) }),
    z.strictObject({ or: z.array(filterSchema).min(1).max(50) }),
    z.strictObject({ not: filterSchema }),
  ]),
);

/** A filter as the tree, or as people write it (filter-text); gives the tree, undefined for an empty text. */
export const filterInputSchema = z.union(
  [
    filterSchema,
    z
      .string()
      .transform((text, context) => {
        const parsed = parseFilter(text);
        if (parsed.ok) return parsed.filter ?? undefined;
        context.addIssue(explainFilter(text) ?? '');
        return z.NEVER;
      })
      .describe('As people write it: model:gpt-4o cost:>0.01 -user:* "capital of France"'),
  ],
  // Which of the two was meant is plain; the union itself would only say that neither fits.
  { error: ({ input }) => (typeof input === 'string' ? explainFilter(input) : undefined) },
);

/** What is wrong with a filter text, and where; undefined where it can be read. */
export function explainFilter(text: string): string | undefined {
  const parsed = parseFilter(text);
  if (parsed.ok) return undefined;
  const { message, from, to } = parsed;
  return `${message} (character ${from + 1}: ${JSON.stringify(text.slice(from, Math.min(to, from + 40)))})`;
}
