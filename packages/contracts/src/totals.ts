import { z } from 'zod';

/** What a group of requests adds up to. */
export const totalsShape = {
  requests: z.number().int(),
  errors: z.number().int().describe('Requests that failed; those that the caller broke off are none'),
  costUsd: z.string().describe('Decimal USD, of the requests with a price'),
  unpricedRequests: z.number().int().describe('Requests that used something without a known price'),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  totalTokens: z.number().int(),
};
export type Totals = z.infer<z.ZodObject<typeof totalsShape>>;

/** How long the requests of a group took. */
export const latencySchema = z
  .object({
    averageMs: z.number(),
    p50Ms: z.number().describe('Estimated to within a percent of rank'),
    p95Ms: z.number(),
  })
  .describe('From the request’s arrival to the end of its answer');

/** Totals of a stretch of time. */
export const timePointSchema = z.object({
  time: z.iso.datetime().describe('Where the stretch begins'),
  requests: z.number().int(),
  errors: z.number().int(),
  costUsd: z.string(),
  totalTokens: z.number().int(),
});
export type TimePoint = z.infer<typeof timePointSchema>;

export const intervalSecondsSchema = z.number().int().describe('Length of each point’s stretch of time');
