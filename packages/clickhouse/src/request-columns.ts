import { HeliographError } from '@heliograph/contracts/error-codes';
import type { FilterField } from '@heliograph/contracts/filter';
import {
  type FieldKind,
  readNamedField,
  type RequestFieldName,
  type WordsFieldName,
} from '@heliograph/contracts/request-fields';

/** An expression, and the one that says whether there is a value at all. */
export interface FilterExpression {
  sql: string;
  exists: string;
}

/** How a filter field reads from `requests`. */
export interface FilterColumn extends FilterExpression {
  kind: Exclude<FieldKind, 'words'>;
  /** Where rows of another table say it instead, for the requests they name: `FROM … WHERE …`. */
  later?: FilterExpression & { from: string };
}

const text = (sql: string): FilterColumn => ({ sql, kind: 'text', exists: `${sql} != ''` });
const number = (sql: string): FilterColumn => ({ sql, kind: 'number', exists: `isNotNull(${sql})` });
const always = (sql: string, kind: FilterColumn['kind']): FilterColumn => ({ sql, kind, exists: 'true' });

export const inputTokens =
  '(input_tokens + cached_input_tokens + cache_write_5m_tokens + cache_write_1h_tokens + audio_input_tokens + audio_cached_input_tokens + image_input_tokens + image_cached_input_tokens)';
export const outputTokens = '(output_tokens + reasoning_tokens + audio_output_tokens + image_output_tokens)';

/** The newest rows of a table of what arrives later, of the organization that asks. */
const laterRows = (table: string) => `FROM ${table} FINAL WHERE organization_id = {organizationId:UUID}`;

/** What went wrong with a failed request: a code of ours, else the provider's status; '' for others. */
export const errorKind =
  "multiIf(outcome != 'failed', '', error_code != '', error_code, concat('provider_', toString(status)))";

const feedback: FilterColumn = {
  sql: "''",
  kind: 'text',
  exists: 'false',
  later: { sql: 'rating', exists: "rating != ''", from: laterRows('request_feedback') },
};

const scored: FilterColumn = {
  sql: 'false',
  kind: 'boolean',
  exists: 'true',
  later: { sql: 'true', exists: 'true', from: `${laterRows('request_scores')} AND isNotNull(value)` },
};

const columns: ReadonlyMap<string, FilterColumn> = new Map(
  Object.entries<FilterColumn>({
    id: always('id', 'uuid'),
    provider: text('provider'),
    model: text('model'),
    status: always('status', 'number'),
    outcome: text('outcome'),
    error: text(errorKind),
    name: text('name'),
    promptId: text('prompt_id'),
    promptVersion: text('prompt_version'),
    promptEnvironment: text('prompt_environment'),
    country: text('country'),
    userId: text('user_id'),
    sessionId: text('session_id'),
    sessionName: text('session_name'),
    apiKeyId: always('api_key_id', 'uuid'),
    providerKeyFingerprint: text('provider_key_fingerprint'),
    stream: always('stream', 'boolean'),
    latencyMs: number('latency_ms'),
    timeToFirstTokenMs: number('time_to_first_token_ms'),
    inputTokens: number(inputTokens),
    outputTokens: number(outputTokens),
    costUsd: number('cost_total'),
    costSource: always('cost_source', 'text'),
    unpriced: always("(isNull(cost_total) AND usage_source != 'none')", 'boolean'),
    cacheHit: always('cache_hit', 'boolean'),
    cacheStatus: text('cache_status'),
    cacheKey: text('cache_key'),
    requestHash: text('request_hash'),
    rateLimitSource: text('rate_limit_source'),
    rateLimitScope: text('rate_limit_scope'),
    rateLimitRuleId: text('rate_limit_rule_id'),
    attemptCount: always('attempt_count', 'number'),
    fallbackIndex: number('fallback_index'),
    feedback,
    scored,
    totalTokens: number(`(${inputTokens} + ${outputTokens})`),
  } satisfies Record<Exclude<RequestFieldName, WordsFieldName>, FilterColumn>),
);

/**
 * The column of a field. `bind` makes a parameter of a value and returns its placeholder; `changed` are the keys (lower
 * case) of the properties that were changed later for some request.
 */
export function filterColumn(
  field: FilterField,
  bind: (value: string, type: 'String') => string,
  changed: ReadonlySet<string>,
): FilterColumn {
  const column = columns.get(field);
  if (column !== undefined) return column;
  const named = readNamedField(field);
  if (named === null) {
    throw new HeliographError('invalid_request', `The filter names a field that there is not: ${field}.`);
  }
  return named.kind === 'score' ? scoreColumn(named.name, bind) : propertyColumn(named.name, bind, changed);
}

type Bind = Parameters<typeof filterColumn>[1];

function scoreColumn(name: string, bind: Bind): FilterColumn {
  const from = `${laterRows('request_scores')} AND name = ${bind(name, 'String')}`;
  const later = { sql: 'value', exists: 'isNotNull(value)', from };
  return { sql: "CAST(NULL, 'Nullable(Float64)')", kind: 'number', exists: 'false', later };
}

function propertyColumn(name: string, bind: Bind, changed: ReadonlySet<string>): FilterColumn {
  const lower = name.toLowerCase();
  const key = bind(lower, 'String');
  const logged = {
    sql: `properties[${key}]`,
    kind: 'text',
    exists: `mapContains(properties, ${key})`,
  } as const;
  if (!changed.has(lower)) return logged;
  const from = `${laterRows('request_property_changes')} AND key = ${key}`;
  return { ...logged, later: { sql: 'value', exists: 'NOT removed', from } };
}
