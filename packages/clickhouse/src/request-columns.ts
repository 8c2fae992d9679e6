import { HeliographError } from '@heliograph/contracts/error-codes';
import type { FilterField } from '@heliograph/contracts/filter';
import type { RequestFieldName } from '@heliograph/contracts/request-fields';

/** How a filter field reads from `requests`: an expression, its kind, and how it looks where there is none. */
export interface FilterColumn {
  sql: string;
  kind: 'text' | 'number' | 'boolean' | 'uuid';
  /** The expression that says whether the request has one. */
  exists: string;
}

const text = (sql: string): FilterColumn => ({ sql, kind: 'text', exists: `${sql} != ''` });
const number = (sql: string): FilterColumn => ({ sql, kind: 'number', exists: `isNotNull(${sql})` });
const always = (sql: string, kind: FilterColumn['kind']): FilterColumn => ({ sql, kind, exists: 'true' });

const inputTokens =
  '(input_tokens + cached_input_tokens + cache_write_5m_tokens + cache_write_1h_tokens + audio_input_tokens + audio_cached_input_tokens + image_input_tokens + image_cached_input_tokens)';
const outputTokens = '(output_tokens + reasoning_tokens + audio_output_tokens + image_output_tokens)';

const columns: ReadonlyMap<string, FilterColumn> = new Map(
  Object.entries<FilterColumn>({
    id: always('id', 'uuid'),
    provider: text('provider'),
    model: text('model'),
    status: always('status', 'number'),
    outcome: text('outcome'),
    name: text('name'),
    userId: text('user_id'),
    sessionId: text('session_id'),
    apiKeyId: always('api_key_id', 'uuid'),
    providerKeyFingerprint: text('provider_key_fingerprint'),
    stream: always('stream', 'boolean'),
    latencyMs: number('latency_ms'),
    timeToFirstTokenMs: number('time_to_first_token_ms'),
    inputTokens: number(inputTokens),
    outputTokens: number(outputTokens),
    costUsd: number('cost_total'),
    costSource: always('cost_source', 'text'),
    cacheHit: always('cache_hit', 'boolean'),
    cacheStatus: text('cache_status'),
    cacheKey: text('cache_key'),
    rateLimitSource: text('rate_limit_source'),
    rateLimitScope: text('rate_limit_scope'),
    rateLimitRuleId: text('rate_limit_rule_id'),
    attemptCount: always('attempt_count', 'number'),
    fallbackIndex: number('fallback_index'),
    totalTokens: number(`(${inputTokens} + ${outputTokens})`),
  } satisfies Record<RequestFieldName, FilterColumn>),
);

/** The column of a field. `bind` makes a parameter of a value and returns its placeholder. */
export function filterColumn(
  field: FilterField,
  bind: (value: string, type: 'String') => string,
): FilterColumn {
  const column = columns.get(field);
  if (column !== undefined) return column;
  if (!field.startsWith('property.')) {
    throw new HeliographError('invalid_request', `The filter names a field that there is not: ${field}.`);
  }
  const name = bind(field.slice('property.'.length).toLowerCase(), 'String');
  return { sql: `properties[${name}]`, kind: 'text', exists: `mapContains(properties, ${name})` };
}
