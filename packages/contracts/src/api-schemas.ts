import { z } from 'zod';
import { givenName } from './given-name.ts';
import { rateLimitSchema } from './rate-limits.ts';
import { requestSchema } from './request.ts';
import { directionSchema, nextCursorSchema, pageShape } from './page.ts';
import { requestsRangeShape } from './time-range.ts';

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

/** What a key may cost, and what it has cost. */
export const keyBudgetSchema = z
  .object({
    monthlyUsd: z.string().describe('Decimal USD a calendar month, UTC'),
    spentUsd: z.string().describe('Decimal USD that the log says this month has cost so far'),
    usedPercent: z
      .number()
      .describe('spentUsd of monthlyUsd; beyond 100 where a running request went over it'),
    state: z
      .enum(['ok', 'warning', 'exceeded'])
      .describe('warning from 80 % on; exceeded: requests are refused with 429 budget_exceeded'),
    month: z.string().describe('2026-11'),
    countedAt: z.iso.datetime().nullable().describe('When the log was last summed up; null: not yet'),
  })
  .meta({ id: 'KeyBudget' });
export type KeyBudget = z.infer<typeof keyBudgetSchema>;

export const apiKeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    last4: z.string().length(4),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
    createdBy: z.string().nullable().describe('Name of the person who made it'),
    expiresAt: z.iso.datetime().nullable().describe('From then on it is refused with 401 expired_api_key'),
    limits: z.array(rateLimitSchema).describe('Its own rate limits; all must let a request pass'),
    budget: keyBudgetSchema.nullable().describe('null: as much as there is'),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof apiKeySchema>;

const keyShape = {
  name: givenName('Give the key a name'),
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
  limits: z.array(rateLimitSchema).max(10, 'A key has at most 10 limits'),
  monthlyBudgetUsd: z
    .string()
    .regex(/^(?=.*[1-9])\d{1,9}(\.\d{1,6})?$/, 'Give an amount in USD above 0, such as 50 or 12.50')
    .nullable()
    .describe('Decimal USD a calendar month, UTC; null: as much as there is'),
};

export const createApiKeyInputSchema = z.strictObject({
  name: keyShape.name,
  expiresAt: keyShape.expiresAt.default(null),
  limits: keyShape.limits.default([]),
  monthlyBudgetUsd: keyShape.monthlyBudgetUsd.default(null),
});

export const updateApiKeyInputSchema = z.strictObject({
  id: z.uuid(),
  ...z.strictObject(keyShape).partial().shape,
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

export const requestOrderSchema = z.enum([
  'createdAt',
  'latencyMs',
  'timeToFirstTokenMs',
  'tokensPerSecond',
  'costUsd',
  'savedUsd',
  'inputTokens',
  'cachedInputTokens',
  'outputTokens',
  'reasoningTokens',
  'totalTokens',
  'attemptCount',
  'status',
]);
export type RequestOrder = z.infer<typeof requestOrderSchema>;

export const queryRequestsInputSchema = z.strictObject({
  ...requestsRangeShape,
  orderBy: requestOrderSchema.default('createdAt').describe('Requests without a value come last'),
  direction: directionSchema,
  ...pageShape,
});
export type QueryRequestsInput = z.input<typeof queryRequestsInputSchema>;

export const queryRequestsOutputSchema = z.object({
  items: z.array(requestSchema),
  nextCursor: nextCursorSchema,
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
