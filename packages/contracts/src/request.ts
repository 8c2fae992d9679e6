import { z } from 'zod';
import { serviceTierSchema } from './billing-facts.ts';
import { cacheFactsSchema, cacheStatusSchema } from './cache-facts.ts';
import { attemptSchema, outcomeSchema } from './log-record.ts';
import { costDetailSchema, costSourceSchema } from './prices.ts';
import { limitedBySchema, limitStandingSchema } from './rate-limits.ts';
import { shownUsageSchema, usageSourceSchema } from './token-usage.ts';

/** What people (or programs) said of an answer. */
export const feedbackSchema = z
  .object({
    rating: z.enum(['positive', 'negative']),
    comment: z.string().nullable(),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'Feedback' });
export type Feedback = z.infer<typeof feedbackSchema>;

/** A logged request as lists and the API show it. Times are ISO 8601 in UTC, durations milliseconds, money USD. */
export const requestSchema = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    provider: z.string(),
    model: z.string().nullable().describe('Model of the answer, else of the request'),
    requestModel: z.string().nullable(),
    apiFormat: z.string(),
    method: z.string(),
    path: z.string(),
    status: z
      .number()
      .int()
      .describe('HTTP status sent to the caller; 0 where the caller left before one was sent'),
    outcome: outcomeSchema,
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    stream: z.boolean(),
    latencyMs: z.number(),
    timeToFirstByteMs: z.number().nullable(),
    timeToFirstTokenMs: z.number().nullable(),
    proxyOverheadMs: z.number(),
    attemptCount: z
      .number()
      .int()
      .describe('Calls to providers that it took; more than one after retries and fallbacks'),
    fallbackIndex: z
      .number()
      .int()
      .nullable()
      .describe('Which target of Helicone-Fallback answered, from 0; null where it was its own provider'),
    userId: z.string().nullable(),
    sessionId: z.string().nullable(),
    sessionPath: z.string().nullable(),
    sessionName: z.string().nullable(),
    name: z.string().nullable(),
    promptId: z.string().nullable().describe('The prompt that Helicone-Prompt-Id names'),
    promptVersion: z.string().nullable().describe('Its version, where the call names one'),
    promptEnvironment: z.string().nullable().describe('Its environment, where the call names one'),
    country: z
      .string()
      .nullable()
      .describe('ISO 3166 code of the country of the caller, where a CDN in front of the proxy says it'),
    properties: z.record(z.string(), z.string()).describe('As they are now, changes included'),
    feedback: feedbackSchema.nullable(),
    scores: z.record(z.string(), z.number()).describe('By name; true and false are 1 and 0'),
    apiKeyId: z.uuid(),
    providerKeyFingerprint: z
      .string()
      .nullable()
      .describe(
        'Equal for requests with the same provider key, without telling the key; null where none was sent',
      ),
    usage: shownUsageSchema,
    usageSource: usageSourceSchema,
    tokensPerSecond: z
      .number()
      .nullable()
      .describe(
        'Output tokens per second from the first token to the end; null for plain answers and those that came at once',
      ),
    costUsd: z.string().nullable().describe('Decimal USD; null where no price is known'),
    costSource: costSourceSchema.describe('Who said what it costs'),
    cacheHit: z.boolean().describe('Answered from the cache, at no cost'),
    cacheStatus: cacheStatusSchema
      .nullable()
      .describe('What the cache did; null where it had no part in the request'),
    limitedBy: limitedBySchema
      .nullable()
      .describe('Where the status is 429: which limit refused the request'),
    savedUsd: z.string().nullable().describe('What a cache hit would have cost'),
    requestPreview: z.string().describe('First characters of the last user message or of the body'),
    responsePreview: z.string(),
  })
  .meta({ id: 'Request' });
export type Request = z.infer<typeof requestSchema>;

/** One body of a request, decoded for reading. */
export const requestBodySchema = z
  .object({
    bytes: z.number().int().describe('Bytes on the wire'),
    contentType: z.string().nullable(),
    text: z.string().nullable().describe('The decoded body; null where it is empty, binary or omitted'),
    truncated: z.boolean(),
    omitted: z.boolean(),
    headers: z.record(z.string(), z.string()).describe('Without credentials'),
  })
  .meta({ id: 'RequestBody' });
export type RequestBody = z.infer<typeof requestBodySchema>;

/** A call of a client that sent the same id more than once, as one that retries does. */
export const otherCallSchema = z.object({
  createdAt: z.iso.datetime(),
  status: z.number().int(),
  outcome: outcomeSchema,
  latencyMs: z.number(),
  costUsd: z.string().nullable(),
});
export type OtherCall = z.infer<typeof otherCallSchema>;

/** A request with everything that is known of it. */
export const requestDetailSchema = requestSchema
  .extend({
    otherCalls: z
      .array(otherCallSchema)
      .describe(
        'Earlier calls with the same Helicone-Request-Id, newest first, at most 20. Each went to its provider, is a request of its own and counts',
      ),
    targetOrigin: z.string(),
    attempts: z.array(attemptSchema),
    warnings: z.array(z.string()),
    usageFlags: z.array(z.string()).describe('What is wrong with the counts or could not be read'),
    cost: costDetailSchema,
    cache: cacheFactsSchema.nullable().describe('null where the cache had no part in the request'),
    limits: z
      .array(limitStandingSchema)
      .describe('The limits of ours that it was counted against, and how they stood then'),
    serviceTier: serviceTierSchema.describe('Class of service that the provider billed'),
    request: requestBodySchema,
    response: requestBodySchema.extend({
      message: z
        .unknown()
        .describe(
          'For a stream: the final message assembled from its events, in the shape of a plain answer; else null',
        ),
    }),
  })
  .meta({ id: 'RequestDetail' });
export type RequestDetail = z.infer<typeof requestDetailSchema>;
