import type { FilterField } from '@heliograph/contracts/filter';

/** What a column of Helicone's filters means: a field of ours, a time, or a rating. */
export type HeliconeColumn = { field: FilterField } | 'created at' | 'rating';

const shared: Record<string, HeliconeColumn> = {
  created_at: 'created at',
  request_created_at: 'created at',
  user_id: { field: 'userId' },
  model: { field: 'model' },
  status: { field: 'status' },
};

const tables: Record<string, Record<string, HeliconeColumn>> = {
  request_response_rmt: {
    ...shared,
    request_id: { field: 'id' },
    provider: { field: 'provider' },
    latency: { field: 'latencyMs' },
    time_to_first_token: { field: 'timeToFirstTokenMs' },
    prompt_tokens: { field: 'inputTokens' },
    completion_tokens: { field: 'outputTokens' },
    total_tokens: { field: 'totalTokens' },
    cost: { field: 'costUsd' },
    country_code: { field: 'country' },
    prompt_id: { field: 'promptId' },
    prompt_version: { field: 'promptVersion' },
    cache_enabled: { field: 'cacheHit' },
    request_body: { field: 'requestText' },
    response_body: { field: 'responseText' },
    'helicone-score-feedback': 'rating',
  },
  request: { ...shared, id: { field: 'id' } },
  response: {
    status: { field: 'status' },
    model: { field: 'model' },
    body_model: { field: 'model' },
    body_tokens: { field: 'totalTokens' },
  },
  feedback: { rating: 'rating' },
  sessions_request_response_rmt: {
    session_session_id: { field: 'sessionId' },
    session_session_name: { field: 'sessionName' },
  },
  users_view: { user_user_id: { field: 'userId' } },
};

/** Names that Helicone keeps among the properties, and we apart. */
const sessionProperties: Record<string, FilterField> = {
  'helicone-session-id': 'sessionId',
  'helicone-session-name': 'sessionName',
  'helicone-prompt-id': 'promptId',
};

/** The column of a table; null where there is none that we know. */
export function findColumn(table: string, column: string): HeliconeColumn | null {
  const columns = Object.hasOwn(tables, table) ? tables[table] : undefined;
  return columns !== undefined && Object.hasOwn(columns, column) ? (columns[column] ?? null) : null;
}

/** The field of a custom property. */
export function propertyField(name: string): FilterField {
  return sessionProperties[name.toLowerCase()] ?? `property.${name}`;
}
