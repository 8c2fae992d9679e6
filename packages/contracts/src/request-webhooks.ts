import { z } from 'zod';
import { filterInputSchema } from './filter.ts';
import { givenName } from './given-name.ts';

const shape = {
  name: givenName('Give the webhook a name'),
  channelId: z.uuid('Choose a channel').describe('A channel of the kind webhook: its URL and signing secret'),
  samplePercent: z
    .number()
    .min(0.0001, 'At least 0.0001 %')
    .max(100, 'At most 100 %')
    .describe('Of the requests that match, chosen by their ids: the same ones whenever they are looked at'),
  withBodies: z.boolean().describe('The bodies as well, up to 10 KB each'),
  enabled: z.boolean(),
};

export const requestWebhookSchema = z
  .object({
    id: z.uuid(),
    ...shape,
    channelName: z.string(),
    filter: z.string().describe('As people write it; empty for none'),
    createdAt: z.iso.datetime(),
    createdBy: z.string().nullable(),
  })
  .meta({ id: 'RequestWebhook' });
export type RequestWebhook = z.infer<typeof requestWebhookSchema>;

export const newRequestWebhookSchema = z.strictObject({
  ...shape,
  filter: filterInputSchema.optional(),
  samplePercent: shape.samplePercent.default(100),
  withBodies: shape.withBodies.default(false),
  enabled: shape.enabled.default(true),
});
export type NewRequestWebhook = z.infer<typeof newRequestWebhookSchema>;

export const updateRequestWebhookSchema = z.strictObject({
  id: z.uuid(),
  ...z.strictObject(shape).partial().shape,
  filter: filterInputSchema.optional().describe('An empty text for none'),
});
export type UpdateRequestWebhook = z.infer<typeof updateRequestWebhookSchema>;

/** Bytes of a body that a webhook on requests is sent; what is longer is left out, and the link leads to it. */
export const WEBHOOK_BODY_BYTES = 10 * 1024;

/** What a webhook on requests gets as `data`. */
export const requestWebhookDataSchema = z.object({
  kind: z.literal('request'),
  webhook: z.object({ id: z.uuid(), name: z.string() }),
  url: z.string().describe('The request in the dashboard'),
  request: z.object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    provider: z.string(),
    model: z.string().nullable(),
    path: z.string(),
    status: z.number().int(),
    outcome: z.string(),
    errorCode: z.string().nullable(),
    latencyMs: z.number(),
    timeToFirstTokenMs: z.number().nullable(),
    costUsd: z.string().nullable(),
    inputTokens: z.number(),
    outputTokens: z.number(),
    totalTokens: z.number(),
    userId: z.string().nullable(),
    sessionId: z.string().nullable(),
    properties: z.record(z.string(), z.string()),
    cacheHit: z.boolean(),
  }),
  bodies: z
    .object({
      request: z.string().nullable(),
      response: z.string().nullable(),
      truncated: z.boolean().describe('Whether one was left out because it is longer than 10 KB, see `url`'),
    })
    .optional()
    .describe('Only where the webhook asks for bodies'),
});
export type RequestWebhookData = z.infer<typeof requestWebhookDataSchema>;
