import { z } from 'zod';
import { requestSchema } from './request.ts';
import { directionSchema, nextCursorSchema, pageShape } from './page.ts';
import { requestsRangeShape } from './time-range.ts';
import { totalsShape } from './totals.ts';

/** Requests with the same Helicone-Session-Id. */
export const sessionSchema = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    userId: z.string().nullable().describe('The latest that one of its requests names'),
    startedAt: z.iso.datetime().describe('Arrival of its first request'),
    lastRequestAt: z.iso.datetime().describe('Arrival of its last request'),
    durationMs: z.number().describe('From the arrival of the first request to the end of the last answer'),
    averageLatencyMs: z.number().describe('Of one request'),
    ...totalsShape,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof sessionSchema>;

export const sessionOrderSchema = z.enum([
  'lastRequestAt',
  'startedAt',
  'durationMs',
  'requests',
  'costUsd',
  'totalTokens',
  'errors',
]);
export type SessionOrder = z.infer<typeof sessionOrderSchema>;

export const querySessionsInputSchema = z.strictObject({
  ...requestsRangeShape,
  orderBy: sessionOrderSchema.default('lastRequestAt'),
  direction: directionSchema,
  ...pageShape,
});

export const querySessionsOutputSchema = z.object({
  items: z.array(sessionSchema),
  nextCursor: nextCursorSchema,
});

/** What was requested at one place of a session's tree. */
export const sessionPathSchema = z.object({
  path: z.string().nullable().describe('Helicone-Session-Path; null for requests without one'),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  ...totalsShape,
});
export type SessionPath = z.infer<typeof sessionPathSchema>;

export const getSessionInputSchema = z.strictObject({
  id: z.string().min(1).max(512),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
  cursor: pageShape.cursor,
});

export const sessionDetailSchema = z
  .object({
    session: sessionSchema,
    paths: z
      .array(sessionPathSchema)
      .describe('The places of its tree, in the order in which they were first asked for; at most 1,000'),
    items: z.array(requestSchema).describe('Its requests, oldest first'),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'SessionDetail' });
export type SessionDetail = z.infer<typeof sessionDetailSchema>;
