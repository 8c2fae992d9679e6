import { z } from 'zod';
import { givenName } from './given-name.ts';
import { changePropertiesSchema } from './properties.ts';
import { requestsRangeShape } from './time-range.ts';

const idShape = { id: z.uuid() };

export const giveFeedbackInputSchema = z.strictObject({
  ...idShape,
  rating: z.enum(['positive', 'negative']),
  comment: z
    .string()
    .trim()
    .max(4_096, 'A comment has at most 4,096 characters')
    .nullable()
    .default(null)
    .describe('Takes the place of the one before'),
});

const scoreNameSchema = givenName('A score has a name', 128);

export const scoresSchema = z
  .record(scoreNameSchema, z.union([z.number(), z.boolean(), z.null()]))
  .refine((scores) => Object.keys(scores).length > 0, 'Name at least one score')
  .refine((scores) => Object.keys(scores).length <= 50, 'At most 50 scores at once')
  .describe('By name: a number, or true and false, which are kept as 1 and 0; null takes a score away');
export type Scores = z.infer<typeof scoresSchema>;

export const setScoresInputSchema = z.strictObject({ ...idShape, scores: scoresSchema });

export const setPropertiesInputSchema = z.strictObject({ ...idShape, properties: changePropertiesSchema });

/** Requests by their ids, or all that a time range and filter match. */
export const requestsTargetSchema = z
  .union([z.strictObject({ ids: z.array(z.uuid()).min(1).max(1_000) }), z.strictObject(requestsRangeShape)])
  .describe('Requests by their ids, or all that match');
export type RequestsTarget = z.infer<typeof requestsTargetSchema>;

export const deleteRequestsInputSchema = z.strictObject({ target: requestsTargetSchema });

export const changeRequestsInputSchema = z
  .strictObject({
    target: requestsTargetSchema,
    properties: changePropertiesSchema.optional(),
    scores: scoresSchema.optional(),
  })
  .refine(({ properties, scores }) => properties !== undefined || scores !== undefined, {
    message: 'Name properties or scores to be set',
  });

export const changedRequestsSchema = z.object({
  requests: z.number().int().describe('How many requests there were'),
});
