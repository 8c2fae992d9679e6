import { z } from 'zod';

/**
 * The filter grammar shared by the API, the URL, the explorer and (later) alerts: a tree of AND/OR groups over conditions.
 * `field` is a column of the request registry, or `property.<name>` for a custom property (names compare without case).
 */
const scalarSchema = z.union([z.string().max(1024), z.number(), z.boolean()]);

export const filterFieldSchema = z.union([
  z.enum([
    'id',
    'provider',
    'model',
    'status',
    'outcome',
    'name',
    'userId',
    'sessionId',
    'apiKeyId',
    'providerKeyFingerprint',
    'stream',
    'latencyMs',
    'timeToFirstTokenMs',
    'inputTokens',
    'outputTokens',
    'totalTokens',
    'costUsd',
    'costSource',
    'cacheHit',
  ]),
  z
    .string()
    .regex(/^property\.[^\s].{0,255}$/, 'There is no such field; custom properties are property.<name>')
    .describe('property.<name>'),
]);
export type FilterField = z.infer<typeof filterFieldSchema>;

export const filterConditionSchema = z
  .strictObject({
    field: filterFieldSchema,
    operator: z.enum(['=', '!=', '>', '>=', '<', '<=', 'contains', 'in', 'exists']),
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
