import { cacheToColumns } from '@heliograph/clickhouse/cache-columns';
import type { RequestRow } from '@heliograph/clickhouse/requests-table';
import { costToColumns } from '@heliograph/clickhouse/cost-columns';
import { toTimestamp } from '@heliograph/clickhouse/timestamp';
import { usageToColumns } from '@heliograph/clickhouse/usage-columns';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import type { RequestCost } from '@heliograph/pricing/price-request';
import type { DecodedExchange } from '@heliograph/providers/decode-exchange';
import { requestHash } from './request-hash.ts';

/** Milliseconds to the microsecond: what a clock can tell. */
const round = (ms: number) => Math.round(ms * 1000) / 1000;
const roundOrNull = (ms: number | null) => (ms === null ? null : round(ms));

/**
 * The row of `requests`: a pure function of the record, what its bodies say and the prices. Prices may change between two
 * attempts on a job; the insert's token, not the rows, is what makes the second one a no-op.
 */
export function buildRequestRow(
  exchange: CapturedExchange,
  decoded: DecodedExchange,
  cost: RequestCost,
): RequestRow {
  const { record } = exchange;
  const { usage, billing } = decoded;
  return {
    organization_id: record.organizationId,
    created_at: toTimestamp(record.createdAt),
    id: record.id,
    api_key_id: record.apiKeyId,
    provider_key_fingerprint: record.providerKeyFingerprint ?? '',
    provider: record.provider,
    api_format: record.apiFormat,
    method: record.method,
    path: record.path,
    target_origin: record.targetOrigin,
    request_model: decoded.requestModel ?? '',
    model: decoded.model ?? '',
    status: record.status,
    outcome: record.outcome,
    error_code: record.errorCode ?? '',
    error_message: record.errorMessage ?? '',
    stream: record.stream || decoded.streamed,
    latency_ms: round(record.latencyMs),
    time_to_first_byte_ms: roundOrNull(record.timeToFirstByteMs),
    time_to_first_token_ms: roundOrNull(record.timeToFirstTokenMs),
    proxy_overhead_ms: round(record.proxyOverheadMs),
    attempts: JSON.stringify(record.attempts),
    attempt_count: record.attempts.filter(({ called }) => called).length,
    fallback_index: record.fallbackIndex,
    user_id: record.userId ?? decoded.userFromBody ?? '',
    session_id: record.sessionId ?? '',
    session_path: record.sessionPath ?? '',
    session_name: record.sessionName ?? '',
    name: record.name ?? '',
    prompt_id: record.promptId ?? '',
    prompt_version: record.promptVersion ?? '',
    prompt_environment: record.promptEnvironment ?? '',
    country: record.country ?? '',
    properties: Object.fromEntries(record.properties.map(([name, value]) => [name.toLowerCase(), value])),
    property_names: Object.fromEntries(record.properties.map(([name]) => [name.toLowerCase(), name])),
    ...usageToColumns(usage),
    free: billing.free,
    service_tier: billing.serviceTier,
    price_variant: billing.variant,
    billing_region: billing.region,
    reported_cost: billing.reportedCostUsd,
    other_model_usage: billing.otherModels.length === 0 ? '' : JSON.stringify(billing.otherModels),
    ...costToColumns(cost),
    cache_hit: record.cacheHit,
    ...cacheToColumns(record.cache),
    rate_limit_source: record.limitedBy?.source ?? '',
    rate_limit_scope: record.limitedBy?.scope ?? '',
    rate_limit_policy: record.limitedBy?.policy ?? '',
    rate_limit_rule_id: record.limitedBy?.ruleId ?? '',
    rate_limits: record.limits.length === 0 ? '' : JSON.stringify(record.limits),
    usage_source: decoded.usageSource,
    usage_flags: decoded.usageFlags,
    request_bytes: record.request.bytes,
    request_hash: requestHash(exchange, decoded.requestText),
    response_bytes: record.response.bytes,
    request_preview: decoded.requestPreview,
    response_preview: decoded.responsePreview,
    request_text: decoded.requestWords,
    response_text: decoded.responseWords,
    warnings: record.warnings,
  };
}
