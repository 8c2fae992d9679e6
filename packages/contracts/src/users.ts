import { z } from 'zod';
import { sessionSchema } from './sessions.ts';
import { directionSchema, nextCursorSchema, pageShape } from './page.ts';
import { requestsRangeShape } from './time-range.ts';
import { intervalSecondsSchema, latencySchema, timePointSchema, totalsShape } from './totals.ts';

/** Requests on behalf of one end user (Helicone-User-Id, or the body's user). */
export const userSchema = z
  .object({
    id: z.string(),
    firstSeenAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    sessions: z.number().int(),
    ...totalsShape,
  })
  .meta({ id: 'EndUser' });
export type EndUser = z.infer<typeof userSchema>;

export const userOrderSchema = z.enum([
  'lastSeenAt',
  'firstSeenAt',
  'requests',
  'costUsd',
  'totalTokens',
  'errors',
  'sessions',
]);
export type UserOrder = z.infer<typeof userOrderSchema>;

export const queryUsersInputSchema = z.strictObject({
  ...requestsRangeShape,
  orderBy: userOrderSchema.default('lastSeenAt'),
  direction: directionSchema,
  ...pageShape,
});

export const queryUsersOutputSchema = z.object({ items: z.array(userSchema), nextCursor: nextCursorSchema });

export const getUserInputSchema = z.strictObject({
  id: z.string().min(1).max(512),
  from: z.iso.datetime({ offset: true }).optional().describe('Inclusive, ISO 8601; else from the beginning'),
  to: z.iso.datetime({ offset: true }).optional().describe('Exclusive, ISO 8601; else until now'),
});

export const userDetailSchema = z
  .object({
    user: userSchema,
    ever: z
      .object({ firstSeenAt: z.iso.datetime(), lastSeenAt: z.iso.datetime(), requests: z.number().int() })
      .describe('Over all of time, whatever range is asked for'),
    latency: latencySchema,
    models: z
      .array(z.object({ provider: z.string(), model: z.string().nullable(), ...totalsShape }))
      .describe('Most requests first, at most 50'),
    sessions: z.array(sessionSchema).describe('The latest 20 that the user took part in'),
    intervalSeconds: intervalSecondsSchema,
    overTime: z
      .array(timePointSchema)
      .describe('Over the time asked for; where an end is not given, from the first request or to the last'),
  })
  .meta({ id: 'EndUserDetail' });
export type EndUserDetail = z.infer<typeof userDetailSchema>;
