import { inputTokens, outputTokens } from '../request-columns.ts';

/** What has to be known of an organization's rows before they are read. */
export interface LaterFacts {
  /** Some of its requests were deleted. */
  deletions: boolean;
  /** Custom properties of some of its requests were changed after they were logged. */
  propertyChanges: boolean;
}

/** Bound beside every statement: whose rows, and in which database the stored tables are. */
export const ownParameters = {
  organization: 'heliograph_organization',
  database: 'heliograph_database',
} as const;

/**
 * A stored table under a name that no statement can use for anything of its own ($ has no place in names), so that a
 * column of it is always meant as one: an alias of the caller's never takes its place.
 */
const stored = (table: string, alias: string, final = '') =>
  `{${ownParameters.database}:Identifier}.${table} AS \`${alias}\`${final}`;
/**
 * Rows of the organization alone, as PREWHERE: it is done before anything else is looked at. As WHERE, ClickHouse might
 * try a condition of the caller's on others' rows first, and its error would tell of them.
 */
const own = (alias: string) =>
  `PREWHERE \`${alias}\`.organization_id = {${ownParameters.organization}:UUID} WHERE true`;

/** The rows of a table with the columns of sqlTables, of one organization, as a query. */
export function tableSource(table: string, facts: LaterFacts): string {
  switch (table) {
    case 'requests':
      return requests(facts);
    case 'sessions':
      return sessions(facts);
    case 'users':
      return users(facts);
    case 'request_properties':
      return `SELECT \`$p\`.request_id AS request_id, \`$p\`.created_at AS created_at, \`$p\`.pair.1 AS key, \`$p\`.pair.2 AS value
        FROM (SELECT \`$r\`.id AS request_id, \`$r\`.created_at AS created_at,
            arrayJoin(CAST(${properties(facts)}, 'Array(Tuple(String, String))')) AS pair
          FROM ${requestRows(facts, true)}) AS \`$p\``;
    case 'feedback':
      return `SELECT \`$f\`.id AS request_id, \`$f\`.rating AS rating, \`$f\`.comment AS comment,
          \`$f\`.changed_at AS changed_at
        FROM ${stored('request_feedback', '$f', ' FINAL')} ${own('$f')} AND \`$f\`.rating != ''${
          facts.deletions ? ` AND \`$f\`.id NOT IN (${deletedIds})` : ''
        }`;
    case 'scores':
      return `SELECT \`$s\`.id AS request_id, \`$s\`.name AS name, assumeNotNull(\`$s\`.value) AS value,
          \`$s\`.changed_at AS changed_at
        FROM ${stored('request_scores', '$s', ' FINAL')} ${own('$s')} AND isNotNull(\`$s\`.value)${
          facts.deletions ? ` AND \`$s\`.id NOT IN (${deletedIds})` : ''
        }`;
    case 'request_bodies':
      return `SELECT \`$b\`.id AS request_id, \`$b\`.created_at AS created_at, \`$b\`.request_body AS request_body,
          \`$b\`.response_body AS response_body, \`$b\`.response_message AS response_message
        FROM ${stored('request_bodies', '$b')} ${own('$b')}${notDeleted('$b', facts)}`;
    default:
      throw new Error(`Nothing says where the rows of ${table} come from`);
  }
}

const deletedRows = `FROM ${stored('request_deletions', '$d')} ${own('$d')}`;
const deletedIds = `SELECT \`$d\`.id ${deletedRows}`;
const notDeleted = (alias: string, { deletions }: LaterFacts) =>
  deletions
    ? ` AND (\`${alias}\`.created_at, \`${alias}\`.id) NOT IN (SELECT \`$d\`.created_at, \`$d\`.id ${deletedRows})`
    : '';

/** Rows of the stored `requests` as `$r`, with the later changes of their properties beside them as `$c`. */
function requestRows(facts: LaterFacts, withProperties: boolean): string {
  const changes =
    withProperties && facts.propertyChanges
      ? ` ANY LEFT JOIN (
          SELECT \`$h\`.id AS id, groupArray(toString(\`$h\`.key)) AS changed_keys,
            CAST(groupArrayIf((toString(\`$h\`.key), \`$h\`.value), NOT \`$h\`.removed), 'Map(String, String)') AS now
          FROM ${stored('request_property_changes', '$h', ' FINAL')} ${own('$h')} GROUP BY \`$h\`.id
        ) AS \`$c\` ON \`$r\`.id = \`$c\`.id`
      : '';
  return `${stored('requests', '$r')}${changes} ${own('$r')}${notDeleted('$r', facts)}`;
}

function properties({ propertyChanges }: LaterFacts): string {
  const logged = "CAST(`$r`.properties, 'Map(String, String)')";
  if (!propertyChanges) return logged;
  return `mapUpdate(mapFilter((\`$key\`, \`$value\`) -> NOT has(\`$c\`.changed_keys, \`$key\`), ${logged}), \`$c\`.now)`;
}

/** An expression over columns of `requests`, each of them said to be of `$r`. */
const ofRow = (sql: string) => sql.replace(/[a-z_0-9]*[a-z][a-z_0-9]*/g, (name) => `\`$r\`.${name}`);

const requestColumns: Record<string, string> = {
  cost_usd: '`$r`.cost_total',
  saved_usd: '`$r`.saved',
  input_tokens: ofRow(inputTokens),
  cached_input_tokens: ofRow('(cached_input_tokens + audio_cached_input_tokens + image_cached_input_tokens)'),
  cache_write_tokens: ofRow('(cache_write_5m_tokens + cache_write_1h_tokens)'),
  output_tokens: ofRow(outputTokens),
  total_tokens: ofRow(`(${inputTokens} + ${outputTokens})`),
};

const plainColumns =
  `id created_at provider model request_model status outcome error_code error_message stream latency_ms
  time_to_first_token_ms time_to_first_byte_ms proxy_overhead_ms cost_usd saved_usd cost_source input_tokens
  cached_input_tokens cache_write_tokens output_tokens reasoning_tokens total_tokens user_id session_id session_path
  session_name name prompt_id prompt_version country properties api_key_id provider_key_fingerprint method path api_format cache_hit cache_status
  rate_limit_source rate_limit_scope attempt_count fallback_index request_bytes response_bytes request_hash request_preview
  response_preview`.split(/\s+/);

function requests(facts: LaterFacts): string {
  const columns = plainColumns.map((name) => {
    const sql = name === 'properties' ? properties(facts) : (requestColumns[name] ?? `\`$r\`.${name}`);
    return `${sql} AS ${name}`;
  });
  return `SELECT ${columns.join(', ')} FROM ${requestRows(facts, true)}`;
}

const totals = `count() AS requests, countIf(\`$r\`.outcome = 'failed') AS errors, sum(\`$r\`.cost_total) AS cost_usd,
  sum(${ofRow(inputTokens)}) AS input_tokens, sum(${ofRow(outputTokens)}) AS output_tokens,
  sum(${ofRow(`(${inputTokens} + ${outputTokens})`)}) AS total_tokens`;

function sessions(facts: LaterFacts): string {
  return `SELECT \`$r\`.session_id AS id,
      argMaxIf(\`$r\`.session_name, \`$r\`.created_at, \`$r\`.session_name != '') AS name,
      argMaxIf(\`$r\`.user_id, \`$r\`.created_at, \`$r\`.user_id != '') AS user_id,
      min(\`$r\`.created_at) AS started_at, max(\`$r\`.created_at) AS last_request_at,
      max(toUnixTimestamp64Milli(\`$r\`.created_at) + \`$r\`.latency_ms) - toUnixTimestamp64Milli(min(\`$r\`.created_at)) AS duration_ms,
      ${totals}
    FROM ${requestRows(facts, false)} AND \`$r\`.session_id != '' GROUP BY \`$r\`.session_id`;
}

function users(facts: LaterFacts): string {
  return `SELECT \`$r\`.user_id AS id, min(\`$r\`.created_at) AS first_seen_at, max(\`$r\`.created_at) AS last_seen_at,
      uniqExactIf(\`$r\`.session_id, \`$r\`.session_id != '') AS sessions, ${totals}
    FROM ${requestRows(facts, false)} AND \`$r\`.user_id != '' GROUP BY \`$r\`.user_id`;
}
