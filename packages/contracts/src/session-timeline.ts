import { z } from 'zod';
import { requestSchema } from './request.ts';

/** A request of a session as its timeline shows it. */
export const sessionSpanSchema = requestSchema
  .pick({
    id: true,
    createdAt: true,
    latencyMs: true,
    timeToFirstTokenMs: true,
    name: true,
    provider: true,
    model: true,
    status: true,
    outcome: true,
    errorCode: true,
    cacheHit: true,
    costUsd: true,
    usageSource: true,
  })
  .extend({
    path: z.string().nullable().describe('Helicone-Session-Path, as it was sent'),
    inputTokens: z.number().int(),
    outputTokens: z.number().int(),
  })
  .meta({ id: 'SessionSpan' });
export type SessionSpan = z.infer<typeof sessionSpanSchema>;

export const getSessionTimelineInputSchema = z.strictObject({
  id: z.string().min(1).max(512),
  limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
});

export const sessionTimelineSchema = z
  .object({
    items: z.array(sessionSpanSchema).describe('The first requests of the session, oldest first'),
    cut: z.boolean().describe('There are more than are listed'),
  })
  .meta({ id: 'SessionTimeline' });
export type SessionTimeline = z.infer<typeof sessionTimelineSchema>;
