import { costPartSchema } from '@heliograph/contracts/prices';
import { noUsage } from '@heliograph/contracts/token-usage';
import { cacheToColumns } from '../cache-columns.ts';
import { costToColumns, type StoredCost } from '../cost-columns.ts';
import { type RequestRow, requestRowSchema } from '../requests-table.ts';
import { toTimestamp } from '../timestamp.ts';
import { usageToColumns } from '../usage-columns.ts';

/** Whose sample rows are, unless said. */
export const ours = '019aa2b4-0000-7000-8000-00000000000a';
/** When they were made, unless said: ms since the epoch. */
export const noon = Date.parse('2026-11-20T12:00:00.000Z');
export const idOf = (number: number): string => `019aa2b4-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** 10 × 0.15 + 5 × 0.075 + 10 × 0.6 USD per million. */
export const priced: StoredCost = {
  total: '0.000007875',
  computed: '0.000007875',
  parts: {
    ...(Object.fromEntries(costPartSchema.options.map((part) => [part, '0'])) as StoredCost['parts']),
    inputTokens: '0.0000015',
    cachedInputTokens: '0.000000375',
    outputTokens: '0.0000042',
    reasoningTokens: '0.0000018',
  },
  saved: null,
  source: 'table',
  priceRow: 'openai/gpt-4o-mini #00000000',
  flags: [],
};
/** A row of `requests`, plausible but for what is said. */
export function sampleRow(number: number, part: Partial<RequestRow> = {}): RequestRow {
  return requestRowSchema.parse({
    organization_id: ours,
    created_at: toTimestamp(noon),
    id: idOf(number),
    api_key_id: idOf(999),
    provider_key_fingerprint: '',
    provider: 'openai',
    api_format: 'openai-chat',
    method: 'POST',
    path: '/v1/chat/completions',
    target_origin: 'https://api.openai.com',
    request_model: 'gpt-4o-mini',
    model: 'gpt-4o-mini-2024-07-18',
    status: 200,
    outcome: 'success',
    error_code: '',
    error_message: '',
    stream: false,
    latency_ms: 812.345,
    time_to_first_byte_ms: 800.5,
    time_to_first_token_ms: null,
    proxy_overhead_ms: 0.213,
    attempts: '[]',
    attempt_count: 1,
    fallback_index: null,
    user_id: '',
    session_id: '',
    session_path: '',
    session_name: '',
    name: '',
    prompt_id: '',
    prompt_version: '',
    prompt_environment: '',
    country: '',
    properties: {},
    property_names: {},
    ...usageToColumns({
      ...noUsage,
      inputTokens: 10,
      cachedInputTokens: 5,
      outputTokens: 7,
      reasoningTokens: 3,
    }),
    free: false,
    service_tier: 'standard',
    price_variant: '',
    billing_region: '',
    reported_cost: null,
    other_model_usage: '',
    ...costToColumns(priced),
    cache_hit: false,
    ...cacheToColumns(null),
    rate_limit_source: '',
    rate_limit_scope: '',
    rate_limit_policy: '',
    rate_limit_rule_id: '',
    rate_limits: '',
    usage_source: 'reported',
    usage_flags: [],
    request_bytes: 120,
    request_hash: '',
    response_bytes: 640,
    request_preview: 'Say hello',
    response_preview: 'Hello!',
    request_text: ' say hello ',
    response_text: ' hello ',
    warnings: [],
    ...part,
  });
}
