import { z } from 'zod';
import { filterInputSchema } from './filter.ts';
import { requestSchema } from './request.ts';

/** The one error shape of the REST API. */
export const apiErrorSchema = z
  .object({
    error: z.object({
      code: z.string().describe('Stable, for programs'),
      message: z.string().describe('For people: what is wrong and what to do'),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  })
  .meta({ id: 'Error' });

export const apiKeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    last4: z.string().length(4),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
    createdBy: z.string().nullable().describe('Name of the person who made it'),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof apiKeySchema>;

export const createApiKeyInputSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'Give the key a name')
    .max(80, 'A name has at most 80 characters')
    .regex(/^\P{Cc}*$/u, 'A name has no control characters'),
});

export const createdApiKeySchema = z
  .object({
    id: z.uuid(),
    key: z.string().describe('The key itself; shown this once, only a hash is kept'),
    last4: z.string(),
    name: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'CreatedApiKey' });

export const timeRangeSchema = z
  .strictObject({
    from: z.iso.datetime({ offset: true }).describe('Inclusive, ISO 8601'),
    to: z.iso.datetime({ offset: true }).describe('Exclusive, ISO 8601'),
  })
  .refine((range) => Date.parse(range.from) < Date.parse(range.to), {
    message: 'timeRange.from must lie before timeRange.to',
  });

export const queryRequestsInputSchema = z.strictObject({
  timeRange: timeRangeSchema,
  filter: filterInputSchema.optional(),
  limit: z.number().int().min(1).max(1000).default(50),
  cursor: z.string().max(500).optional().describe('nextCursor of the page before'),
});
export type QueryRequestsInput = z.infer<typeof queryRequestsInputSchema>;

export const queryRequestsOutputSchema = z.object({
  items: z.array(requestSchema),
  nextCursor: z.string().nullable().describe('null on the last page'),
});

export const meSchema = z
  .object({
    user: z
      .object({ id: z.uuid(), name: z.string(), email: z.string() })
      .nullable()
      .describe('null where the call was made with an API key'),
    organization: z.object({ id: z.uuid(), name: z.string(), slug: z.string() }),
    role: z.string().nullable(),
    apiKeyId: z.uuid().nullable(),
    proxyUrl: z.string().describe('Base URL of the proxy, for snippets'),
    demoProviderUrl: z.string().nullable().describe('Proxy base URL of the fake provider, where it runs'),
  })
  .meta({ id: 'Me' });
