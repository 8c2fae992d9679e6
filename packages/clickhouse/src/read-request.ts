import { z } from 'zod';
import { serviceTierSchema } from '@heliograph/contracts/billing-facts';
import { attemptSchema, outcomeSchema } from '@heliograph/contracts/log-record';
import type { OtherCall, Request } from '@heliograph/contracts/request';
import { costSourceSchema } from '@heliograph/contracts/prices';
import { type LimitedBy, limitStandingSchema, rateLimitScopeSchema } from '@heliograph/contracts/rate-limits';
import { showUsage, usageSourceSchema } from '@heliograph/contracts/token-usage';
import { cacheShape } from './cache-columns.ts';
import { costShape } from './cost-columns.ts';
import { fromTimestamp } from './timestamp.ts';
import { usageFromColumns, usageShape } from './usage-columns.ts';

// UInt64 comes as text, so that no digit is lost; token counts are far below 2^53.
const count = z.coerce.number().int();

/** A row of `requests` as it is read for lists. */
const listedRowSchema = z.object({
  created_at: z.string(),
  id: z.string(),
  api_key_id: z.string(),
  provider_key_fingerprint: z.string(),
  provider: z.string(),
  api_format: z.string(),
  method: z.string(),
  path: z.string(),
  request_model: z.string(),
  model: z.string(),
  status: z.number(),
  outcome: outcomeSchema,
  error_code: z.string(),
  error_message: z.string(),
  stream: z.boolean(),
  latency_ms: z.number(),
  time_to_first_byte_ms: z.number().nullable(),
  time_to_first_token_ms: z.number().nullable(),
  proxy_overhead_ms: z.number(),
  attempt_count: z.number(),
  fallback_index: z.number().nullable(),
  user_id: z.string(),
  session_id: z.string(),
  session_path: z.string(),
  session_name: z.string(),
  name: z.string(),
  prompt_id: z.string(),
  prompt_version: z.string(),
  prompt_environment: z.string(),
  country: z.string(),
  properties: z.record(z.string(), z.string()),
  property_names: z.record(z.string(), z.string()),
  ...usageShape(count),
  usage_source: usageSourceSchema,
  cost_total: z.string().nullable(),
  cost_source: costSourceSchema,
  cache_hit: z.boolean(),
  cache_status: cacheShape.cache_status,
  rate_limit_source: z.enum(['', 'gateway', 'provider']),
  rate_limit_scope: z.union([z.literal(''), rateLimitScopeSchema]),
  rate_limit_policy: z.string(),
  rate_limit_rule_id: z.string(),
  saved: z.string().nullable(),
  request_preview: z.string(),
  response_preview: z.string(),
});

/** What a list selects. */
export const listedColumns = Object.keys(listedRowSchema.shape).join(', ');

const orNull = (text: string) => (text === '' ? null : text);

/** A row as the API shows it. Throws where the row isn't what the table promises. */
export function readListedRow(input: unknown): Request {
  const row = listedRowSchema.parse(input);
  const usage = showUsage(usageFromColumns(row));
  return {
    id: row.id,
    createdAt: fromTimestamp(row.created_at),
    provider: row.provider,
    model: orNull(row.model),
    requestModel: orNull(row.request_model),
    apiFormat: row.api_format,
    method: row.method,
    path: row.path,
    status: row.status,
    outcome: row.outcome,
    errorCode: orNull(row.error_code),
    errorMessage: orNull(row.error_message),
    stream: row.stream,
    latencyMs: row.latency_ms,
    timeToFirstByteMs: row.time_to_first_byte_ms,
    timeToFirstTokenMs: row.time_to_first_token_ms,
    proxyOverheadMs: row.proxy_overhead_ms,
    attemptCount: row.attempt_count,
    fallbackIndex: row.fallback_index,
    userId: orNull(row.user_id),
    sessionId: orNull(row.session_id),
    sessionPath: orNull(row.session_path),
    sessionName: orNull(row.session_name),
    name: orNull(row.name),
    promptId: orNull(row.prompt_id),
    promptVersion: orNull(row.prompt_version),
    promptEnvironment: orNull(row.prompt_environment),
    country: orNull(row.country),
    properties: Object.fromEntries(
      Object.entries(row.properties).map(([key, value]) => [row.property_names[key] ?? key, value]),
    ),
    // Told by other tables; see later-facts.ts.
    feedback: null,
    scores: {},
    apiKeyId: row.api_key_id,
    providerKeyFingerprint: orNull(row.provider_key_fingerprint),
    usage,
    tokensPerSecond: tokensPerSecond(row, usage.outputTokens),
    usageSource: row.usage_source,
    costUsd: row.cost_total,
    costSource: row.cost_source,
    cacheHit: row.cache_hit,
    cacheStatus: row.cache_status === '' ? null : row.cache_status,
    limitedBy: limitedBy(row),
    savedUsd: row.saved,
    requestPreview: row.request_preview,
    responsePreview: row.response_preview,
  };
}

function limitedBy(row: z.infer<typeof listedRowSchema>): LimitedBy | null {
  if (row.rate_limit_source === '') return null;
  return {
    source: row.rate_limit_source,
    scope: row.rate_limit_scope === '' ? null : row.rate_limit_scope,
    policy: orNull(row.rate_limit_policy),
    ruleId: orNull(row.rate_limit_rule_id),
  };
}

/** An answer that comes at once, out of a cache say, has no speed that would mean anything. */
export const SHORTEST_STREAM_MS = 20;

/** Output tokens per second of the time in which they came; null where that is not known (no stream, no tokens). */
function tokensPerSecond(
  { latency_ms, time_to_first_token_ms }: z.infer<typeof listedRowSchema>,
  outputTokens: number,
): number | null {
  if (time_to_first_token_ms === null || outputTokens === 0) return null;
  const streamedMs = latency_ms - time_to_first_token_ms;
  if (streamedMs < SHORTEST_STREAM_MS) return null;
  return Math.round((outputTokens / streamedMs) * 1000 * 100) / 100;
}

/** What the detail of a request reads beyond the list. */
const detailRowSchema = z.object({
  target_origin: z.string(),
  rate_limits: z
    .string()
    .transform((text) => (text === '' ? [] : z.array(limitStandingSchema).parse(JSON.parse(text)))),
  attempts: z.string().transform((text) => z.array(attemptSchema).parse(JSON.parse(text))),
  warnings: z.array(z.string()),
  usage_flags: z.array(z.string()),
  service_tier: serviceTierSchema,
  reported_cost: z.string().nullable(),
  other_model_usage: z.string(),
  ...cacheShape,
  ...usageShape(count),
  ...costShape(z.string().nullable()),
  request_bytes: count,
  response_bytes: count,
});
export const detailColumns = [
  ...new Set([...Object.keys(listedRowSchema.shape), ...Object.keys(detailRowSchema.shape)]),
].join(', ');
export const readDetailRow = (input: unknown) => detailRowSchema.parse(input);

/** A row of `request_bodies` as it is read. */
const bodiesRowSchema = z.object({
  request_body: z.string().nullable(),
  request_content_type: z.string(),
  request_truncated: z.boolean(),
  request_omitted: z.boolean(),
  request_headers: z.record(z.string(), z.string()),
  response_body: z.string().nullable(),
  response_content_type: z.string(),
  response_truncated: z.boolean(),
  response_omitted: z.boolean(),
  response_headers: z.record(z.string(), z.string()),
  response_message: z.string().nullable(),
});
export const bodiesColumns = Object.keys(bodiesRowSchema.shape).join(', ');
export const readBodiesRow = (input: unknown) => bodiesRowSchema.parse(input);
export type BodiesRow = z.infer<typeof bodiesRowSchema>;

/** What the detail of a request reads of others with its id. */
const otherCallSchema = z.object({
  created_at: z.string(),
  status: z.number(),
  outcome: outcomeSchema,
  latency_ms: z.number(),
  cost_total: z.string().nullable(),
});

export function readOtherCall(input: unknown): OtherCall {
  const row = otherCallSchema.parse(input);
  return {
    createdAt: fromTimestamp(row.created_at),
    status: row.status,
    outcome: row.outcome,
    latencyMs: row.latency_ms,
    costUsd: row.cost_total,
  };
}
