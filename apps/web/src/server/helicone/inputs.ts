import { z } from 'zod';

const direction = z.enum(['asc', 'desc']);

/** Body of POST /v1/request/query and query-clickhouse. What isn't listed is refused rather than ignored. */
export const requestQuerySchema = z.strictObject({
  filter: z.unknown(),
  offset: z.number().int().min(0).max(100_000).default(0),
  limit: z.number().int().min(1).max(1_000).default(10),
  sort: z
    .strictObject({
      created_at: direction.optional(),
      latency: direction.optional(),
      total_tokens: direction.optional(),
      time_to_first_token: direction.optional(),
      cost: direction.optional(),
    })
    .default({}),
  isCached: z.boolean().optional(),
  isScored: z.boolean().optional(),
  includeInputs: z.boolean().optional(),
  isPartOfExperiment: z.literal(false, 'There are no experiments here.').optional(),
});

export const feedbackSchema = z.object({ rating: z.boolean() });
export const propertySchema = z.object({
  key: z
    .string()
    .trim()
    .min(1)
    .max(256)
    .regex(/^\P{Cc}*$/u, 'A name has no control characters'),
  value: z.string().max(4_096),
});

export const sessionQuerySchema = z.object({
  search: z.string().max(512).default(''),
  timeFilter: z.object({ startTimeUnixMs: z.number(), endTimeUnixMs: z.number() }),
  nameEquals: z.string().max(512).optional(),
  timezoneDifference: z.number().optional(),
  filter: z.unknown(),
  limit: z.number().int().min(1).max(1_000).default(50),
});

export const userQuerySchema = z.object({
  userIds: z.array(z.string().max(512)).max(100).optional(),
  timeFilter: z.object({ startTimeUnixSeconds: z.number(), endTimeUnixSeconds: z.number() }).optional(),
});
