import { migrateClickHouse } from '@heliograph/clickhouse/migrate';

export const ours = '019aa2b4-0000-7000-8000-00000000000a';
const others = ['019aa2b4-0000-7000-8000-00000000000b', '019aa2b4-0000-7000-8000-00000000000c'];
export const DAYS = 90;
/** Stands in one of 50,000 texts. */
export const RARE_WORD = 'xylograph';
const RARE_EVERY = 50_000;
/** Of six rows five are ours. */
const SHARE = 6;
/** Rows of an insert: each ends well within the client's time. */
const STEP_ROWS = 200_000;
/** With text fewer, so that parts are merged, which is when the text index is built. */
const STEP_TEXTS = 25_000;

const quoted = (list) => `[${list.map((text) => `'${text}'`).join(', ')}]`;
/** A number in [0, 1) that is always the same for a row and a purpose. */
const random = (purpose) => `(cityHash64(number, '${purpose}') / 18446744073709551616.)`;
/** One of so many, the first far more often than the last. */
const skewed = (count, purpose) => `toUInt32(pow(${count}, ${random(purpose)}))`;
const oneOf = (list, purpose) => `arrayElement(${quoted(list)}, ${skewed(list.length, purpose)})`;

const models = [
  'gpt-4o-mini',
  'gpt-4o',
  'claude-sonnet-4',
  'gpt-4.1',
  'gemini-2.5-flash',
  'o3',
  'claude-opus-4',
];
const features = [
  'support',
  'search',
  'summary',
  'chat',
  'agent',
  'translate',
  'extract',
  'moderate',
  'rank',
];
const plans = ['free', 'team', 'pro', 'enterprise'];

const words = (least, most, purpose) => `concat(' ', arrayStringConcat(arrayMap(
  i -> concat('w', toString(toUInt32(pow(60000, cityHash64(number, i, '${purpose}') / 18446744073709551616.)))),
  range(${least} + cityHash64(number, '${purpose}') % ${most - least})), ' '), ' ')`;

/**
 * Rows of `numbers()` as requests: steadily over the days up to `until` (ms), ids that tell their time, users, models and
 * properties as skewed as they are in life, six requests to a session. `textFrom` is the number from which on there is text.
 */
function columnsOf({ rows, until, textFrom }) {
  const perRow = (DAYS * 86_400_000) / rows;
  const at = `toUInt64(${until - DAYS * 86_400_000} + number * ${perRow})`;
  const hash = "leftPad(lower(hex(cityHash64(number, 'id'))), 16, '0')";
  const time = `leftPad(lower(hex(${at})), 12, '0')`;
  const hasText = `number >= ${textFrom} AND organization_id = '${ours}'`;
  return {
    organization_id: `toUUID(if(number % ${SHARE} != 0, '${ours}', arrayElement(${quoted(others)}, 1 + intDiv(number, ${SHARE}) % 2)))`,
    created_at: `fromUnixTimestamp64Milli(toInt64(${at}), 'UTC')`,
    id: `toUUID(concat(substring(${time}, -12, 8), '-', substring(${time}, -4), '-7', substring(${hash}, 1, 3), '-8', substring(${hash}, 4, 3), '-', substring(${hash}, 5, 12)))`,
    api_key_id: `toUUID('019aa2b4-0000-7000-8000-0000000009${'00'}')`,
    provider: `multiIf(startsWith(model, 'claude'), 'anthropic', startsWith(model, 'gemini'), 'google', 'openai')`,
    api_format: "'openai-chat'",
    method: "'POST'",
    path: "'/v1/chat/completions'",
    target_origin: "'https://api.openai.com'",
    request_model: 'model',
    model: oneOf(models, 'model'),
    status: `multiIf(${random('status')} < 0.96, 200, ${random('status')} < 0.985, 429, 500)`,
    outcome: "if(status = 200, 'success', 'failed')",
    stream: `${random('stream')} < 0.4`,
    latency_ms: `round(200 * exp(3 * ${random('latency')}), 3)`,
    time_to_first_token_ms: 'if(stream, round(latency_ms / 4, 3), NULL)',
    proxy_overhead_ms: '0.3',
    attempts: "'[]'",
    attempt_count: '1',
    user_id: `if(${random('anonymous')} < 0.1, '', concat('user-', toString(${skewed(50_000, 'user')})))`,
    session_id: `if(cityHash64(intDiv(number, 6), 'session') % 10 < 3, '', concat('session-', toString(intDiv(number, 6))))`,
    session_path: "if(session_id = '', '', concat('/step-', toString(number % 6)))",
    session_name: `if(session_id = '', '', ${oneOf(features, 'session name')})`,
    name: oneOf(['answer', 'plan', 'retrieve', 'judge', 'title'], 'name'),
    properties: `map('feature', ${oneOf(features, 'feature')}, 'plan', ${oneOf(plans, 'plan')}, 'tenant', concat('tenant-', toString(${skewed(2_000, 'tenant')})))`,
    property_names: "map('feature', 'Feature', 'plan', 'Plan', 'tenant', 'Tenant')",
    input_tokens: `toUInt64(50 * exp(5 * ${random('input')}))`,
    cached_input_tokens: `if(${random('cached')} < 0.3, intDiv(input_tokens, 2), 0)`,
    output_tokens: `toUInt64(10 * exp(4 * ${random('output')}))`,
    usage_source: "'reported'",
    cost_total: `if(${random('price')} < 0.02, NULL, toDecimal64((input_tokens * 0.15 + output_tokens * 0.6) / 1000000, 12))`,
    cost_computed: 'cost_total',
    cost_source: "if(isNull(cost_total), 'none', 'table')",
    cache_status: `if(${random('cache')} < 0.2, 'miss', '')`,
    request_bytes: 'input_tokens * 4',
    response_bytes: 'output_tokens * 4',
    request_preview: `concat('Question ', toString(number), ' about w', toString(${skewed(60_000, 'topic')}), ' and what else may be asked of it in one line')`,
    response_preview:
      "'The answer as it begins, cut after some two hundred characters of what the model had to say about it'",
    request_text: `if(${hasText}, concat(${words(60, 240, 'asked')}, if(cityHash64(number, 'rare') % ${RARE_EVERY} = 0, '${RARE_WORD} ', '')), '')`,
    response_text: `if(${hasText}, ${words(20, 120, 'answered')}, '')`,
  };
}

const bodyColumns = {
  request_body: `concat('{"model":"', model, '","messages":[{"role":"user","content":"', trim(request_text), '"}]}')`,
  request_content_type: "'application/json'",
  request_headers: "map('content-type', 'application/json')",
  response_body: `concat('{"object":"chat.completion","choices":[{"message":{"role":"assistant","content":"', trim(response_text), '"}}]}')`,
  response_content_type: "'application/json'",
  response_headers: "map('content-type', 'application/json')",
};

const insertSettings = {
  // As the worker's inserts.
  exclude_materialize_skip_indexes_on_insert: 'by_request_text,by_response_text',
  max_insert_threads: 1,
  max_threads: 2,
};

/** Fills a database with `rows` requests of ours among those of others; the newest `texts` of ours have text and bodies. */
export async function fill(clickHouse, { url, rows, texts, until, onProgress }) {
  await migrateClickHouse({ url });
  const all = Math.ceil((rows * SHARE) / (SHARE - 1));
  const textFrom = all - Math.ceil((texts * SHARE) / (SHARE - 1));
  const columns = columnsOf({ rows: all, until, textFrom });
  const names = Object.keys(columns);
  const list = names.map((name) => `${columns[name]} AS ${name}`).join(',\n');
  for (let from = 0, count = 0; from < all; from += count) {
    count = from < textFrom ? Math.min(STEP_ROWS, textFrom - from) : Math.min(STEP_TEXTS, all - from);
    await clickHouse.command({
      query: `INSERT INTO requests (${names.join(', ')}) SELECT ${list} FROM numbers(${from}, ${count})`,
      clickhouse_settings: insertSettings,
    });
    onProgress(from + count, all);
  }
  const bodies = Object.entries(bodyColumns);
  for (let day = 0; day < DAYS; day += 1) {
    const times = [until - (day + 1) * 86_400_000, until - day * 86_400_000].map(
      (ms) => `fromUnixTimestamp64Milli(${ms}, 'UTC')`,
    );
    await clickHouse.command({
      query: `INSERT INTO request_bodies (organization_id, created_at, id, ${bodies.map(([name]) => name).join(', ')})
        SELECT organization_id, created_at, id, ${bodies.map(([, sql]) => sql).join(', ')} FROM requests
        WHERE organization_id = '${ours}' AND created_at >= ${times[0]} AND created_at < ${times[1]} AND request_text != ''`,
      clickhouse_settings: insertSettings,
    });
  }
}

/** Waits until ClickHouse has merged what it wants to merge. */
export async function untilMerged(clickHouse) {
  let quiet = 0;
  while (quiet < 5) {
    const result = await clickHouse.query({
      query: 'SELECT count() AS n FROM system.merges',
      format: 'JSONEachRow',
    });
    const [{ n }] = await result.json();
    quiet = Number(n) === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
