/** A column as SQL sees it: its ClickHouse type, and what it holds. */
export interface SqlColumn {
  name: string;
  type: string;
  /** One line. */
  about: string;
}

/** A table of the caller's own rows. */
export interface SqlTable {
  name: string;
  about: string;
  columns: readonly SqlColumn[];
}

const column = (name: string, type: string, about: string): SqlColumn => ({ name, type, about });

const cost = 'Nullable(Decimal(38, 12))';

const totals = [
  column('requests', 'UInt64', 'How many requests it has'),
  column('errors', 'UInt64', 'Those of them that failed'),
  column('cost_usd', cost, 'What they cost together, USD; NULL where no price is known for any of them'),
  column('input_tokens', 'UInt64', 'Input tokens, cached ones included'),
  column('output_tokens', 'UInt64', 'Output tokens, reasoning included'),
  column('total_tokens', 'UInt64', 'Input and output tokens together'),
];

const ofRequest = [
  column('request_id', 'UUID', 'Id of the request; requests.id'),
  column('created_at', "DateTime64(3, 'UTC')", 'When the request came in'),
];

/**
 * What SQL may read, and the one place that says so: the check of statements, the editor and docs/sql.md follow it. How
 * each column reads from the stored tables stands in packages/clickhouse, sql/table-sources.ts.
 */
export const sqlTables: readonly SqlTable[] = [
  {
    name: 'requests',
    about: 'A row per request; deleted ones are left out',
    columns: [
      column('id', 'UUID', 'Id of the request; UUIDv7, so it sorts by time'),
      column('created_at', "DateTime64(3, 'UTC')", 'When it came in; a range of it makes statements fast'),
      column('provider', 'LowCardinality(String)', 'openai, anthropic, …'),
      column('model', 'LowCardinality(String)', 'Model that answered, as the provider names it'),
      column('request_model', 'LowCardinality(String)', 'Model that was asked for'),
      column('status', 'UInt16', 'HTTP status of the answer'),
      column('outcome', 'LowCardinality(String)', 'success, failed or cancelled'),
      column('error_code', 'LowCardinality(String)', "Code of a failure; '' without one"),
      column('error_message', 'String', "Message of a failure; '' without one"),
      column('stream', 'Bool', 'Whether the answer was streamed'),
      column('latency_ms', 'Float64', 'From the request to the last byte of the answer, ms'),
      column(
        'time_to_first_token_ms',
        'Nullable(Float64)',
        'To the first token, ms; NULL where not streamed',
      ),
      column('time_to_first_byte_ms', 'Nullable(Float64)', 'To the first byte, ms'),
      column('proxy_overhead_ms', 'Float64', 'What the proxy added, ms'),
      column(
        'cost_usd',
        'Nullable(Decimal(18, 12))',
        'Cost, USD; NULL where no price is known; 0 for a cache hit',
      ),
      column(
        'saved_usd',
        'Nullable(Decimal(18, 12))',
        'What the cache saved, USD; NULL where it served nothing',
      ),
      column(
        'cost_source',
        'LowCardinality(String)',
        'Where the cost comes from: table, custom, reported, cache or none',
      ),
      column('input_tokens', 'UInt64', 'All input tokens, cached ones included'),
      column('cached_input_tokens', 'UInt64', "Of them those read from the provider's cache"),
      column('cache_write_tokens', 'UInt64', "Of them those written to the provider's cache"),
      column('output_tokens', 'UInt64', 'All output tokens, reasoning included'),
      column('reasoning_tokens', 'UInt64', 'Of them those of reasoning'),
      column('total_tokens', 'UInt64', 'Input and output tokens together'),
      column('user_id', 'String', "End user, from Helicone-User-Id; '' without one"),
      column('session_id', 'String', "Session, from Helicone-Session-Id; '' without one"),
      column('session_path', 'String', "Place in the session's tree"),
      column('session_name', 'String', 'Name of the session'),
      column('name', 'LowCardinality(String)', 'Name given to the request'),
      column('prompt_id', 'LowCardinality(String)', "Prompt it was made with; '' without one"),
      column('prompt_version', 'LowCardinality(String)', "Version of the prompt; '' without one"),
      column('country', 'LowCardinality(String)', "Country it came from, as a CDN says; '' without one"),
      column(
        'properties',
        'Map(String, String)',
        "Custom properties as they are now, keys in lower case: properties['feature']",
      ),
      column('api_key_id', 'UUID', 'Heliograph key it was sent with'),
      column('provider_key_fingerprint', 'String', "Tells provider keys apart; '' without one"),
      column('method', 'LowCardinality(String)', 'HTTP method'),
      column('path', 'String', 'HTTP path at the provider'),
      column('api_format', 'LowCardinality(String)', 'Wire format, such as openai-chat'),
      column('cache_hit', 'Bool', 'Answered from the cache'),
      column('cache_status', 'LowCardinality(String)', "What the cache did; '' where it had no part"),
      column('rate_limit_source', 'LowCardinality(String)', "Who limited it: gateway, provider or ''"),
      column(
        'rate_limit_scope',
        'LowCardinality(String)',
        "Which limit of ours: header, rule, key, budget or ''",
      ),
      column('attempt_count', 'UInt16', 'Calls to providers it took'),
      column('fallback_index', 'Nullable(UInt8)', 'Which fallback answered; NULL for its own provider'),
      column('request_bytes', 'UInt64', 'Size of the request body, bytes'),
      column('response_bytes', 'UInt64', 'Size of the answer, bytes'),
      column('request_hash', 'String', "The same for identical requests; '' where they can't be compared"),
      column('request_preview', 'String', 'Beginning of what was asked'),
      column('response_preview', 'String', 'Beginning of what was answered'),
    ],
  },
  {
    name: 'sessions',
    about: 'A row per session, over all of its requests',
    columns: [
      column('id', 'String', 'Id of the session; requests.session_id'),
      column('name', 'String', 'Its newest name'),
      column('user_id', 'String', 'Its newest user'),
      column('started_at', "DateTime64(3, 'UTC')", 'Its first request'),
      column('last_request_at', "DateTime64(3, 'UTC')", 'Its newest request'),
      column('duration_ms', 'Float64', 'From its first request to the end of its last answer, ms'),
      ...totals,
    ],
  },
  {
    name: 'users',
    about: 'A row per end user, over all of their requests',
    columns: [
      column('id', 'String', 'Id of the user; requests.user_id'),
      column('first_seen_at', "DateTime64(3, 'UTC')", 'Their first request'),
      column('last_seen_at', "DateTime64(3, 'UTC')", 'Their newest request'),
      column('sessions', 'UInt64', 'How many sessions they had'),
      ...totals,
    ],
  },
  {
    name: 'request_properties',
    about: 'A row per custom property of a request, as it is now',
    columns: [
      ...ofRequest,
      column('key', 'String', 'Name of the property in lower case'),
      column('value', 'String', 'Its value'),
    ],
  },
  {
    name: 'feedback',
    about: 'What people said of an answer: the newest rating of a request',
    columns: [
      column('request_id', 'UUID', 'Id of the request; requests.id'),
      column('rating', 'LowCardinality(String)', 'positive or negative'),
      column('comment', 'String', "What was written with it; '' for nothing"),
      column('changed_at', "DateTime64(6, 'UTC')", 'When it was given'),
    ],
  },
  {
    name: 'scores',
    about: 'Scores of requests by name: the newest of each',
    columns: [
      column('request_id', 'UUID', 'Id of the request; requests.id'),
      column('name', 'LowCardinality(String)', 'Name of the score'),
      column('value', 'Float64', 'The score'),
      column('changed_at', "DateTime64(6, 'UTC')", 'When it was given'),
    ],
  },
  {
    name: 'request_bodies',
    about: 'What was sent and answered, as text; large, so ask for few of them',
    columns: [
      ...ofRequest,
      column('request_body', 'Nullable(String)', 'Body that was sent; NULL where there is none as text'),
      column('response_body', 'Nullable(String)', 'Body that was answered; NULL where there is none as text'),
      column('response_message', 'Nullable(String)', 'For a stream: the message its events make, as JSON'),
    ],
  },
];

/** The table of this name, in any case. */
export function findSqlTable(name: string): SqlTable | undefined {
  const lower = name.toLowerCase();
  return sqlTables.find((table) => table.name === lower);
}
