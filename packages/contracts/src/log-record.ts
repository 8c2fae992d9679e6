import { z } from 'zod';
import { billingFactsSchema, noBillingFacts } from './billing-facts.ts';
import { cacheFactsSchema } from './cache-facts.ts';
import { tokenPriceSchema } from './prices.ts';
import { limitedBySchema, limitStandingSchema } from './rate-limits.ts';
import { tokenUsageSchema, usageSourceSchema } from './token-usage.ts';

/**
 * The log record: what the proxy writes to its spool for every finished request, and the worker turns into a row.
 * It holds facts only; everything derived from bodies (usage, cost, previews) is the worker's.
 * Bodies are carried beside this object as raw bytes (see packages/queue, record-frame), as they were on the wire.
 */

/** How a request ended, from the caller's point of view. */
export const outcomeSchema = z.enum([
  /** The provider answered with a status below 400 and the whole answer reached the caller. */
  'success',
  /** The provider answered with a status of 400 or more, or an answer broke off on the provider's side. */
  'failed',
  /** The caller went away before the answer was complete. */
  'cancelled',
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** One call to a provider within a request, or one that was left out. */
export const attemptSchema = z.object({
  provider: z.string(),
  /** Model asked for, where a fallback may have asked for another; null where it is the request's own. */
  model: z.string().nullable().default(null),
  /** Place of the target in Helicone-Fallback, from 0; null for the request's own provider. */
  fallbackIndex: z.number().int().nullable().default(null),
  /** False where the provider was left alone, because most calls to it had failed. */
  called: z.boolean().default(true),
  /** Origin and path called, without query string (it may hold keys). */
  url: z.string(),
  /** HTTP status of the provider's answer; null where none came. */
  status: z.number().int().nullable(),
  /** Milliseconds after the request's start. */
  startedAtMs: z.number(),
  durationMs: z.number(),
  error: z.string().nullable(),
  /** What followed, why, and after what wait; null for the last one. */
  next: z
    .object({ kind: z.enum(['retry', 'fallback']), reason: z.string(), waitMs: z.number() })
    .nullable()
    .default(null),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** Facts about one captured body. */
export const capturedBodySchema = z.object({
  /** Bytes on the wire, whether captured or not. */
  bytes: z.number().int().nonnegative(),
  contentType: z.string().nullable(),
  /** The Content-Encoding of the captured bytes (`gzip`, `br`, …), null for identity. */
  contentEncoding: z.string().nullable(),
  /** True where the capture limit cut the copy; `bytes` still counts all. */
  truncated: z.boolean(),
  /** True where the caller asked that it never be written anywhere; the captured bytes are then empty. */
  omitted: z.boolean(),
});
export type CapturedBody = z.infer<typeof capturedBodySchema>;

/** What was read of bodies before they were left out: all that may be kept of them. */
export const omittedFactsSchema = z.object({
  requestModel: z.string().nullable(),
  responseModel: z.string().nullable(),
  usage: tokenUsageSchema,
  usageSource: usageSourceSchema,
  usageFlags: z.array(z.string()),
  billing: billingFactsSchema.default(noBillingFacts),
});
export type OmittedFacts = z.infer<typeof omittedFactsSchema>;

export const logRecordSchema = z.object({
  version: z.literal(1),
  /** UUID: the caller's Helicone-Request-Id, else a UUIDv7. */
  id: z.uuid(),
  organizationId: z.uuid(),
  apiKeyId: z.uuid(),
  /**
   * Tells requests with the same provider key from others without holding the key: 32 hex digits of an HMAC-SHA256.
   * Null where no key was sent, and in records from before it existed.
   */
  providerKeyFingerprint: z.string().nullable().default(null),
  /** Arrival of the request, milliseconds since the epoch. */
  createdAt: z.number(),

  /** Key of the provider registry: `openai`, `anthropic`, … */
  provider: z.string(),
  /** Wire format of the exchange, as the registry names it: `openai-chat`, `anthropic-messages`, …; `other` where unknown. */
  apiFormat: z.string(),
  method: z.string(),
  /** Path as sent to the provider, without query string. */
  path: z.string(),
  /** Scheme, host and port called. */
  targetOrigin: z.string(),

  /** HTTP status sent to the caller; 0 where the caller left before one was sent. */
  status: z.number().int(),
  outcome: outcomeSchema,
  /** One of our error codes where the answer was ours, else null. */
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),

  /** Whether the answer was a stream of events. */
  stream: z.boolean(),
  /** Arrival to last byte of the answer, milliseconds. */
  latencyMs: z.number(),
  /** Arrival to first body byte of the answer, milliseconds. */
  timeToFirstByteMs: z.number().nullable(),
  /** Arrival to the first event that carries content, milliseconds; streams only. */
  timeToFirstTokenMs: z.number().nullable(),
  /** The proxy's own share before the provider was called, milliseconds. */
  proxyOverheadMs: z.number(),
  attempts: z.array(attemptSchema),

  /** From Helicone-User-Id; the worker falls back to the body's `user` field. */
  userId: z.string().nullable(),
  sessionId: z.string().nullable(),
  sessionPath: z.string().nullable(),
  sessionName: z.string().nullable(),
  name: z.string().nullable(),
  /** The prompt that Helicone-Prompt-Id names, and of it which version or environment, where that was said. */
  promptId: z.string().nullable().default(null),
  promptVersion: z.string().nullable().default(null),
  promptEnvironment: z.string().nullable().default(null),
  /** ISO 3166 code of the caller's country, where a CDN in front of the proxy says it. */
  country: z.string().nullable().default(null),
  /** [name as sent, value]; names are unique without regard to case. */
  properties: z.array(z.tuple([z.string(), z.string()])),
  /** From Helicone-Model-Override. */
  modelOverride: z.string().nullable(),
  /** Which of Helicone-Fallback's targets answered, from 0; null where it was the request's own. */
  fallbackIndex: z.number().int().nullable().default(null),
  /** The model that it was asked for, where that is known; null where no fallback answered. */
  fallbackModel: z.string().nullable().default(null),
  /** From Helicone-Price-Input and -Output: USD per million tokens, for this request alone. */
  headerPrices: z
    .object({ input: tokenPriceSchema.nullable(), output: tokenPriceSchema.nullable() })
    .nullable()
    .default(null),
  /** True where the answer came out of our cache and no provider was called: it cost nothing. */
  cacheHit: z.boolean().default(false),
  /** What the cache did; null where it had no part in the request. */
  cache: cacheFactsSchema.nullable().default(null),
  /** Set where the answer's status is 429. */
  limitedBy: limitedBySchema.nullable().default(null),
  /** The limits of ours that it was counted against, and how they stood then. */
  limits: z.array(limitStandingSchema).default([]),

  /** Headers fit to be kept: no credentials, no cookies, no Helicone-* headers. */
  requestHeaders: z.array(z.tuple([z.string(), z.string()])),
  responseHeaders: z.array(z.tuple([z.string(), z.string()])),
  request: capturedBodySchema,
  response: capturedBodySchema,
  /** Where a body was omitted: models and usage, read by the proxy; else null, and the worker reads the bodies. */
  omittedFacts: omittedFactsSchema.nullable().default(null),
  /** What Helicone-Warning said to the caller. */
  warnings: z.array(z.string()),
});
export type LogRecord = z.infer<typeof logRecordSchema>;

/** A record together with its captured bodies, as read back from a spool segment or a queue job. */
export interface CapturedExchange {
  record: LogRecord;
  requestBody: Uint8Array;
  responseBody: Uint8Array;
}
