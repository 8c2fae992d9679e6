import { createClickHouseClient } from '@heliograph/clickhouse/client';
import { migrateClickHouse } from '@heliograph/clickhouse/migrate';
import { rollUp } from '@heliograph/clickhouse/rollup/roll-up';

/** As the worker's: a full shared insert. */
const BATCH_ROWS = 4_000;
const BATCHES = 50;

/**
 * Rows a second of inserts of the worker's size into a table of its own, with everything that keeps rollups (the view that
 * notes changes, and hours rolled up meanwhile one after the other) and without any of it, in turns.
 */
export async function measureInserts({ client, url }, { rounds, say }) {
  const rates = { with: [], without: [] };
  let hours = 0;
  await client.command({ query: 'DROP TABLE IF EXISTS insert_batch' });
  await client.command({ query: makeBatch });
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of round % 2 === 0 ? ['with', 'without'] : ['without', 'with']) {
      const database = `inserts_${kind}_${round}`;
      const { rate, rolledUp } = await insertInto(client, url, { kind, database, say });
      rates[kind].push(rate);
      hours += rolledUp;
    }
  }
  const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  const [withRollups, without] = [median(rates.with), median(rates.without)];
  const ratio = withRollups / without;
  say(
    `inserts: ${Math.round(without)} rows/s without rollups, ${Math.round(withRollups)} with, of which ${hours} hours were rolled up meanwhile: ${ratio.toFixed(2)} (target 0.7${ratio < 0.7 ? ': NOT MET' : ''})`,
  );
  return { withRollups, without, ratio, hours };
}

async function insertInto(admin, url, { kind, database, say }) {
  const address = new URL(url);
  const source = address.pathname.slice(1);
  address.pathname = `/${database}`;
  await migrateClickHouse({ url: address.href });
  const client = createClickHouseClient({ url: address.href });
  let inserting = true;
  let rolling = Promise.resolve();
  let rolledUp = 0;
  try {
    if (kind === 'without') await client.command({ query: 'DROP VIEW rollup_changes_of_requests' });
    // Each hour is rolled up as soon as it is there, while the next one goes in.
    else
      rolling = (async () => {
        while (inserting) {
          const made = await rollUp(client, { settleMs: 0 }).catch((error) =>
            say(`rolling up failed: ${error.message}`),
          );
          rolledUp += made?.hours ?? 0;
          await new Promise((resolve) => setTimeout(resolve, 1_000));
        }
      })();
    const startedAt = performance.now();
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const hour = `toDateTime64('2026-11-10 00:00:00', 3, 'UTC') + INTERVAL ${Math.floor(batch / 5)} HOUR`;
      await client.command({ query: insert(source, hour) });
    }
    const rate = (BATCHES * BATCH_ROWS) / ((performance.now() - startedAt) / 1000);
    return { rate, rolledUp };
  } finally {
    inserting = false;
    await rolling;
    await client.close();
    // Not waited for: merges under way may take longer than the client waits.
    await admin.command({ query: `DROP DATABASE ${database}` });
  }
}

const columns = `organization_id, id, provider, model, status, outcome, latency_ms, time_to_first_token_ms, user_id,
  session_id, properties, input_tokens, output_tokens, usage_source, cost_total, request_preview, response_preview,
  request_text, response_text`;

const words = (count, purpose) =>
  `arrayStringConcat(arrayMap(i -> concat('w', toString(cityHash64(i, number, ${purpose}) % 20000)), range(${count})), ' ')`;

/** The rows of a batch, made once: what is measured is the insert. */
const makeBatch = `CREATE TABLE insert_batch ENGINE = Memory AS
  SELECT toUUID('019aa2b4-0000-7000-8000-00000000000a') AS organization_id, generateUUIDv4() AS id, 'openai' AS provider,
    concat('model-', toString(number % 7)) AS model, toUInt16(if(number % 25 = 0, 429, 200)) AS status,
    if(number % 25 = 0, 'failed', 'success') AS outcome, toFloat64(200 + number % 3000) AS latency_ms,
    if(number % 2 = 0, 50 + number % 400, NULL) AS time_to_first_token_ms,
    concat('user-', toString(cityHash64(number) % 900)) AS user_id,
    concat('session-', toString(intDiv(number, 6))) AS session_id,
    map('feature', toString(number % 9), 'tenant', concat('tenant-', toString(number % 300))) AS properties,
    100 + number % 900 AS input_tokens, 50 + number % 300 AS output_tokens, 'reported' AS usage_source,
    toDecimal64((100 + number % 900) / 1000000, 12) AS cost_total, repeat('question ', 20) AS request_preview,
    repeat('answer ', 28) AS response_preview, ${words(250, 0)} AS request_text, ${words(100, 1)} AS response_text
  FROM numbers(${BATCH_ROWS})`;

const insert = (source, hour) => `INSERT INTO requests (created_at, ${columns})
  SELECT ${hour} + rowNumberInAllBlocks() * 0.8, ${columns} FROM ${source}.insert_batch
  SETTINGS exclude_materialize_skip_indexes_on_insert = 'by_request_text,by_response_text', max_threads = 1`;
