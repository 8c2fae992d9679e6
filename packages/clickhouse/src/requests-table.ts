import { z } from 'zod';
import { serviceTierSchema } from '@heliograph/contracts/billing-facts';
import { outcomeSchema } from '@heliograph/contracts/log-record';
import { rateLimitScopeSchema } from '@heliograph/contracts/rate-limits';
import { usageSourceSchema } from '@heliograph/contracts/token-usage';
import { cacheShape } from './cache-columns.ts';
import type { ClickHouseClient } from './client.ts';
import { costShape } from './cost-columns.ts';
import { createTableWriter, type TableWriter } from './table-writer.ts';
import { usageShape } from './usage-columns.ts';

const count = z.number().int().nonnegative();

/** A row of `requests`, as inserted. Empty text stands for "none"; times are `YYYY-MM-DD hh:mm:ss.sss` in UTC. */
export const requestRowSchema = z.strictObject({
  organization_id: z.uuid(),
  created_at: z.string(),
  id: z.uuid(),
  api_key_id: z.uuid(),
  provider_key_fingerprint: z.string(),
  provider: z.string(),
  api_format: z.string(),
  method: z.string(),
  path: z.string(),
  target_origin: z.string(),
  request_model: z.string(),
  model: z.string(),
  status: count,
  outcome: outcomeSchema,
  error_code: z.string(),
  error_message: z.string(),
  stream: z.boolean(),
  latency_ms: z.number(),
  time_to_first_byte_ms: z.number().nullable(),
  time_to_first_token_ms: z.number().nullable(),
  proxy_overhead_ms: z.number(),
  attempts: z.string(),
  attempt_count: count,
  fallback_index: count.nullable(),
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
  free: z.boolean(),
  service_tier: serviceTierSchema,
  price_variant: z.string(),
  billing_region: z.string(),
  /** Decimal USD. */
  reported_cost: z.string().nullable(),
  /** JSON of the billing facts' `otherModels`, '' for none. */
  other_model_usage: z.string(),
  ...costShape(z.string().nullable()),
  cache_hit: z.boolean(),
  ...cacheShape,
  rate_limit_source: z.enum(['', 'gateway', 'provider']),
  rate_limit_scope: z.union([z.literal(''), rateLimitScopeSchema]),
  rate_limit_policy: z.string(),
  rate_limit_rule_id: z.string(),
  /** JSON of the record's `limits`, '' for none. */
  rate_limits: z.string(),
  usage_source: usageSourceSchema,
  usage_flags: z.array(z.string()),
  request_bytes: count,
  /** 16 hex digits, the same for identical requests; '' where they can't be compared. */
  request_hash: z.string(),
  response_bytes: count,
  request_preview: z.string(),
  response_preview: z.string(),
  /** What was said, in the form of `searchForm`. */
  request_text: z.string(),
  response_text: z.string(),
  warnings: z.array(z.string()),
});
export type RequestRow = z.infer<typeof requestRowSchema>;

const columns = requestRowSchema.keyof().options;

/** How rows get into `requests`. */
export function createRequestsWriter(client: ClickHouseClient): TableWriter<RequestRow> {
  return createTableWriter<RequestRow>(client, { table: 'requests', columns });
}
