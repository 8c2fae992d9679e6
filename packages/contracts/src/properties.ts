import { z } from 'zod';
import { givenName } from './given-name.ts';
import { requestsRangeShape } from './time-range.ts';
import { intervalSecondsSchema, latencySchema, timePointSchema, totalsShape } from './totals.ts';

const propertyNameSchema = givenName('A property has a name', 256);

/** Names of properties compare without case. */
export const propertyKey = (name: string) => name.toLowerCase();

export const changePropertiesSchema = z
  .record(propertyNameSchema, z.string().max(4_096, 'A value has at most 4,096 characters').nullable())
  .refine((properties) => Object.keys(properties).length > 0, 'Name at least one property')
  .refine((properties) => Object.keys(properties).length <= 50, 'At most 50 properties at once')
  .refine(
    (properties) => new Set(Object.keys(properties).map(propertyKey)).size === Object.keys(properties).length,
    'Names compare without case: one of these is there twice',
  )
  .describe('By name; null takes a property away');

export const propertySchema = z
  .object({
    name: z.string(),
    requests: z.number().int(),
    values: z.number().int().describe('Different values; counted exactly up to some tens of thousands'),
  })
  .meta({ id: 'Property' });
export type Property = z.infer<typeof propertySchema>;

export const queryPropertiesInputSchema = z.strictObject(requestsRangeShape);
export const queryPropertiesOutputSchema = z.object({
  items: z.array(propertySchema).describe('Most requests first'),
  cut: z.boolean().describe('There are more than the 500 that are listed'),
});

export const propertyValueSchema = z
  .object({
    value: z.string(),
    ...totalsShape,
    latency: latencySchema,
    overTime: z.array(timePointSchema).describe('Over the time range'),
  })
  .meta({ id: 'PropertyValue' });
export type PropertyValue = z.infer<typeof propertyValueSchema>;

export const propertyValueOrderSchema = z.enum([
  'requests',
  'costUsd',
  'totalTokens',
  'errors',
  'averageLatencyMs',
]);
export type PropertyValueOrder = z.infer<typeof propertyValueOrderSchema>;

export const queryPropertyValuesInputSchema = z.strictObject({
  name: propertyNameSchema,
  ...requestsRangeShape,
  orderBy: propertyValueOrderSchema.default('requests').describe('Most of it first'),
  limit: z.number().int().min(1).max(100).default(20),
});
export const queryPropertyValuesOutputSchema = z.object({
  items: z.array(propertyValueSchema),
  cut: z.boolean().describe('There are more values than are listed'),
  others: z.array(timePointSchema).describe('All values that are not listed, together, over the time range'),
  intervalSeconds: intervalSecondsSchema,
});
export type QueryPropertyValuesOutput = z.infer<typeof queryPropertyValuesOutputSchema>;
