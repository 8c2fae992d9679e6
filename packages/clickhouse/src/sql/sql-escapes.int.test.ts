import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { runSqlInputSchema } from '@heliograph/contracts/sql';
import { sqlTables } from '@heliograph/contracts/sql-tables';
import { migratedClickHouse } from '../testing/migrated-clickhouse.ts';
import { type ClickHouseClient, createClickHouseClient } from '../client.ts';
import { insertRequests } from '../testing/insert-rows.ts';
import { ours, sampleRow } from '../testing/sample-row.ts';
import { sqlEscapes } from '../testing/sql-escapes.ts';
import { readTokens } from './read-tokens.ts';
import { runSql } from './run-sql.ts';
import { statementSettings } from './statement-settings.ts';

const theirs = '019aa2b4-0000-7000-8000-00000000000b';
/** As many rows as the other organization has; ours has two. */
const THEIRS = 1234;

let client: ClickHouseClient;
let address: { url: string; database: string; drop(): Promise<void> };

beforeAll(async () => {
  address = await migratedClickHouse();
  client = createClickHouseClient(address);
  await insertRequests(client, [sampleRow(1, { user_id: '1' }), sampleRow(2, { user_id: '2' })], 'seed');
  const key = `toUUID('${theirs}'), toDateTime64('2026-11-20 12:00:00', 3, 'UTC') + number, generateUUIDv7(number)`;
  const ids = `toUUID('${theirs}'), generateUUIDv7(number)`;
  const commands = [
    `INSERT INTO requests (organization_id, created_at, id, provider, model, status, outcome, user_id, session_id,
        session_name, name, error_message, properties, request_preview, response_preview, cost_total, latency_ms, input_tokens)
      SELECT ${key}, 'CANARY', 'CANARY', 200, 'failed', 'CANARY-' || number, 'CANARY', 'CANARY', 'CANARY', 'CANARY',
        map('canary', 'CANARY'), 'CANARY', 'CANARY', 77777, 424242, 999999 FROM numbers(${THEIRS})`,
    `INSERT INTO request_bodies (organization_id, created_at, id, request_body, response_body)
      SELECT ${key}, 'CANARY', 'CANARY' FROM numbers(${THEIRS})`,
    `INSERT INTO request_feedback (organization_id, id, rating, comment) SELECT ${ids}, 'positive', 'CANARY' FROM numbers(${THEIRS})`,
    `INSERT INTO request_scores (organization_id, id, name, value) SELECT ${ids}, 'CANARY', 77777 FROM numbers(${THEIRS})`,
    `INSERT INTO request_property_changes (organization_id, id, key, name, value, removed)
      SELECT ${ids}, 'canary', 'CANARY', 'CANARY', false FROM numbers(${THEIRS})`,
  ];
  for (const query of commands) await client.command({ query });
});
afterAll(async () => {
  await client.close();
  await address.drop();
});

/** What comes of a statement; undefined where it is refused. Anything but a refusal of ours is thrown. */
async function attempt(sql: string): Promise<unknown[][] | undefined> {
  const parsed = runSqlInputSchema.safeParse({ sql, parameters: parametersOf(sql) });
  if (!parsed.success) return undefined;
  try {
    const call = { organizationId: ours, question: parsed.data };
    return (await runSql({ own: client, reader: client }, call)).rows;
  } catch (error) {
    if (!(error instanceof HeliographError)) throw error;
    // Nothing of what was put in the place of tables, and nothing of theirs; but what the statement itself names.
    const told = error.message.match(/CANARY-\d|heliograph_\w+|\$\w+|organization_id = /g) ?? [];
    expect(
      told.filter((text) => !sql.includes(text)),
      error.message,
    ).toEqual([]);
    return undefined;
  }
}

/** Values for whatever looks like a parameter, so that none is refused for missing one. */
function parametersOf(sql: string): Record<string, string | number[]> {
  const names = [...sql.matchAll(/\{\s*(\w+)\s*:/g)].map(([, name]) => name ?? '');
  return Object.fromEntries(names.map((name) => [name, name === 'p' ? [1, 2] : theirs]));
}

/** Texts of theirs, and numbers that only their many rows can make. */
function expectNothingOfTheirs(rows: unknown[][] | undefined, sql: string): void {
  const literals = sql.match(/CANARY|canary|\d{4,}/g) ?? [];
  for (const value of (rows ?? []).flat(9)) {
    const text = JSON.stringify(value) ?? '';
    if (literals.length === 0) expect(text, sql).not.toMatch(/canary|7{5}|424242|999999/i);
    if (typeof value === 'number') expect(value, sql).not.toBe(THEIRS);
    expect(text, sql).not.toMatch(/CANARY-\d/);
  }
}

describe('attempts to see what is not one’s own', () => {
  const attempts = sqlEscapes('heliograph_db', ours, theirs);
  it('are many, and each is another', () => {
    expect(new Set(attempts).size).toBe(attempts.length);
    expect(attempts.length).toBeGreaterThanOrEqual(200);
  });

  it('are refused, or show nothing of it', async () => {
    const refused: string[] = [];
    for (const sql of sqlEscapes(address.database, ours, theirs)) {
      const rows = await attempt(sql);
      expectNothingOfTheirs(rows, sql);
      if (rows === undefined) refused.push(sql);
    }
    expect(refused.length).toBeGreaterThan(150);
  }, 60_000);

  it('would show nothing without the check: the engine itself shows the own rows, and reaches out to nothing', async () => {
    const tables = [
      'requests',
      'request_bodies',
      'request_feedback',
      'request_scores',
      'request_property_changes',
    ];
    const scope = { organizationId: ours, database: address.database, tables, limit: 100_000 };
    const raw = async (query: string) => {
      const result = await client.query({
        query,
        format: 'JSONCompactEachRow',
        clickhouse_settings: statementSettings(scope),
      });
      return result.json<unknown[]>();
    };
    for (const table of tables) {
      expect(await raw(`SELECT count() FROM ${address.database}.${table}`)).toEqual([
        [table === 'requests' ? '2' : '0'],
      ]);
    }
    expect(await raw('SELECT user_id FROM requests ORDER BY 1')).toEqual([['1'], ['2']]);
    for (const query of [
      'SELECT count() FROM requests SETTINGS readonly = 0',
      'SELECT count() FROM requests SETTINGS additional_table_filters = {}',
      "SELECT * FROM file('/etc/passwd', 'LineAsString')",
      "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
      `SELECT * FROM remote('127.0.0.1', '${address.database}', 'requests')`,
      `INSERT INTO requests (id) VALUES (generateUUIDv4())`,
      'CREATE TABLE x (a Int8) ENGINE = Memory',
    ]) {
      await expect(raw(query), query).rejects.toThrow();
    }
  });
});

it('statements of any tokens are refused, or show nothing of others', async () => {
  const seeds = [
    'SELECT user_id, count() AS n FROM requests WHERE status IN (200, 500) GROUP BY user_id ORDER BY n DESC LIMIT 5',
    'WITH a AS (SELECT * FROM users WHERE requests > 0) SELECT r.id, a.id FROM requests AS r JOIN a ON a.id = r.user_id',
    "SELECT properties['feature'], quantile(0.9)(latency_ms) FROM requests GROUP BY ALL UNION ALL SELECT '', 1.5",
    'SELECT * FROM (SELECT id, session_id FROM requests) x LEFT JOIN sessions ON sessions.id = x.session_id',
    'SELECT CASE WHEN toUInt8(user_id) IN {p:Array(UInt8)} AND true THEN \'a\' ELSE "model" END, {p:Array(UInt8)} FROM requests',
  ];
  const extra = [
    ...[
      '(',
      ')',
      ',',
      '.',
      '[',
      ']',
      '{',
      '}',
      ';',
      '*',
      "'",
      '"',
      '`',
      '--',
      '/*',
      '*/',
      '::',
      '->',
      '=',
      '$',
      '#',
      '\\',
    ],
    ...[
      'SELECT',
      'FROM',
      'WITH',
      'AS',
      'IN',
      'NOT',
      'JOIN',
      'ON',
      'USING',
      'UNION',
      'ALL',
      'WHERE',
      'OR',
      '1',
      "'x'",
    ],
    ...[
      'SETTINGS',
      'FORMAT',
      'FINAL',
      'PREWHERE',
      'GLOBAL',
      'INTO',
      'ARRAY',
      'EXCEPT',
      'OVER',
      'organization_id',
    ],
    ...[
      'system',
      'one',
      'request_deletions',
      'request_feedback',
      'heliograph_database',
      'Identifier',
      'file',
      'merge',
    ],
    ...sqlTables.map(({ name }) => name),
  ];
  const names = ['id', 'model', 'status', 'user_id', 'cost_usd', ...sqlTables.map(({ name }) => name)];
  const mutation = fc.record({
    kind: fc.constantFrom('drop', 'double', 'swap', 'put', 'replace', 'rename', 'rename', 'rename', 'rename'),
    at: fc.nat(),
    other: fc.nat(),
    token: fc.oneof(fc.constantFrom(...extra), fc.constant('DB.requests')),
  });
  let ran = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.array(mutation, { minLength: 1, maxLength: 2 }),
      async (seed, changes) => {
        const texts = readTokens(seed)
          .map(({ start, end }) => seed.slice(start, end))
          .filter((text) => text !== '');
        for (const { kind, at, other, token } of changes) {
          const place = at % texts.length;
          const text = token.replace('DB', address.database);
          if (kind === 'drop' && texts.length > 1) texts.splice(place, 1);
          else if (kind === 'double') texts.splice(place, 0, texts[place] ?? '');
          else if (kind === 'put') texts.splice(place, 0, text);
          else if (kind === 'replace') texts[place] = text;
          else if (kind === 'rename') {
            const places = texts.flatMap((text, index) => (names.includes(text) ? [index] : []));
            texts[places[at % places.length] ?? 0] = names[other % names.length] ?? '';
          } else {
            const to = other % texts.length;
            [texts[place], texts[to]] = [texts[to] ?? '', texts[place] ?? ''];
          }
        }
        const sql = texts.join(' ');
        const rows = await attempt(sql);
        if (rows !== undefined) ran += 1;
        expectNothingOfTheirs(rows, sql);
      },
    ),
    { numRuns: 400 },
  );
  // The mutations are no mere noise: some of them still are statements.
  expect(ran).toBeGreaterThan(0);
}, 60_000);
