import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunSqlInput, runSqlInputSchema } from '@heliograph/contracts/sql';
import { sqlTables } from '@heliograph/contracts/sql-tables';
import { migratedClickHouse } from '../testing/migrated-clickhouse.ts';
import { type ClickHouseClient, createClickHouseClient } from '../client.ts';
import { insertFeedback } from '../request-feedback-table.ts';
import { deleteRequests } from '../request-deletions-table.ts';
import { insertPropertyChanges } from '../request-properties-table.ts';
import { insertScores } from '../request-scores-table.ts';
import { querySessions } from '../sessions-query.ts';
import { insertRequests } from '../testing/insert-rows.ts';
import { idOf, ours, sampleRow } from '../testing/sample-row.ts';
import { queryUsers } from '../users-query.ts';
import { runSql } from './run-sql.ts';
import { createSqlDesk } from './sql-desk.ts';

const theirs = '019aa2b4-0000-7000-8000-00000000000b';

let client: ClickHouseClient;
let address: { url: string; database: string; drop(): Promise<void> };

beforeAll(async () => {
  address = await migratedClickHouse();
  client = createClickHouseClient(address);
  const property = (value: string) => ({
    properties: { feature: value },
    property_names: { feature: 'Feature' },
  });
  await insertRequests(
    client,
    [
      sampleRow(1, { user_id: '1', session_id: 's-1', cost_total: '0.5', ...property('search') }),
      sampleRow(2, { user_id: '1', session_id: 's-1', model: 'o3', cost_total: '0.25', ...property('chat') }),
      sampleRow(3, { user_id: '2', outcome: 'failed', status: 500, cost_total: null }),
      sampleRow(4, { user_id: '2', session_id: 's-2', input_tokens: 90, stream: true }),
      sampleRow(5, { user_id: '9', session_id: 's-9', cost_total: '1000', ...property('gone') }),
      sampleRow(6, { organization_id: theirs, user_id: 'not a number', session_id: 's-1' }),
    ],
    'seed',
  );
  await insertFeedback(client, { organizationId: ours, id: idOf(1), rating: 'positive', comment: 'good' });
  await insertScores(client, { organizationId: ours, id: idOf(2), scores: { tone: 0.75 } });
  await deleteRequests(client, { organizationId: ours, ids: [idOf(5)] });
  await insertPropertyChanges(client, {
    organizationId: ours,
    id: idOf(1),
    properties: { Feature: 'find', Team: 'core' },
  });
});
afterAll(async () => {
  await client.close();
  await address.drop();
});

function run(sql: string, { signal, ...input }: Omit<RunSqlInput, 'sql'> & { signal?: AbortSignal } = {}) {
  const question = runSqlInputSchema.parse({ sql, ...input });
  return runSql({ own: client, reader: client }, { organizationId: ours, question, signal });
}
const rows = async (sql: string, input?: Omit<RunSqlInput, 'sql'>) => (await run(sql, input)).rows;

it('sees every column of every table, under its name and type', async () => {
  for (const { name, columns } of sqlTables) {
    const result = await run(`SELECT * FROM ${name}`);
    expect(result.columns, name).toEqual(columns.map(({ name, type }) => ({ name, type })));
  }
});

describe('the tables', () => {
  it('hold what was not deleted, and properties as they are now', async () => {
    expect(await rows('SELECT user_id, properties FROM requests ORDER BY id')).toEqual([
      ['1', { feature: 'find', team: 'core' }],
      ['1', { feature: 'chat' }],
      ['2', {}],
      ['2', {}],
    ]);
    expect(await rows('SELECT key, value FROM request_properties ORDER BY request_id, key')).toEqual([
      ['feature', 'find'],
      ['team', 'core'],
      ['feature', 'chat'],
    ]);
    expect(await rows('SELECT request_id, rating, comment FROM feedback')).toEqual([
      [idOf(1), 'positive', 'good'],
    ]);
    expect(await rows('SELECT request_id, name, value FROM scores')).toEqual([[idOf(2), 'tone', 0.75]]);
  });

  it('total sessions and users as their pages do', async () => {
    const range = {
      organizationId: ours,
      from: new Date('2026-11-01'),
      to: new Date('2026-12-01'),
      limit: 10,
    };
    const sessions = await querySessions(client, { ...range, orderBy: 'costUsd', direction: 'desc' });
    expect(
      await rows(
        'SELECT id, requests, errors, toFloat64(cost_usd), total_tokens, duration_ms FROM sessions ORDER BY cost_usd DESC',
      ),
    ).toEqual(
      sessions.items.map((session) => [
        session.id,
        session.requests,
        session.errors,
        Number(session.costUsd),
        session.totalTokens,
        session.durationMs,
      ]),
    );
    const users = await queryUsers(client, { ...range, orderBy: 'costUsd', direction: 'desc' });
    expect(
      await rows(
        'SELECT id, requests, errors, sessions, toFloat64(cost_usd), input_tokens, output_tokens FROM users ORDER BY cost_usd DESC',
      ),
    ).toEqual(
      users.items.map((user) => [
        user.id,
        user.requests,
        user.errors,
        user.sessions,
        Number(user.costUsd),
        user.inputTokens,
        user.outputTokens,
      ]),
    );
  });
});

describe('a statement', () => {
  it.each([
    ['SELECT count() FROM requests', [[4]]],
    ['select Count(*) as n from Requests where stream', [[1]]],
    ['WITH costly AS (SELECT * FROM requests WHERE cost_usd > 0.3) SELECT id FROM costly', [[idOf(1)]]],
    ["WITH 'o3' AS wanted SELECT count() FROM requests WHERE model = wanted", [[1]]],
    [
      'SELECT r.id, s.requests FROM requests r JOIN sessions AS s ON r.session_id = s.id ORDER BY r.id LIMIT 1',
      [[idOf(1), 2]],
    ],
    ['SELECT u.id FROM users u LEFT ANTI JOIN requests r ON r.user_id = u.id', []],
    ['SELECT count() FROM requests WHERE user_id IN (SELECT id FROM users WHERE requests > 1)', [[4]]],
    ["SELECT count() FROM requests WHERE user_id IN ('1', 'x') AND status NOT IN (500, 501)", [[2]]],
    ['WITH big AS (SELECT id FROM users) SELECT count() FROM requests WHERE user_id IN big', [[4]]],
    ['SELECT n FROM (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL (SELECT 3)) ORDER BY n', [[1], [2], [3]]],
    ['SELECT quantile(0.5)(latency_ms) FROM requests', [[812.345]]],
    [
      "SELECT properties['feature'] AS f, count() FROM requests GROUP BY f ORDER BY f DESC",
      [
        ['find', 1],
        ['chat', 1],
        ['', 2],
      ],
    ],
    ['SELECT arrayMap(x -> x * 2, [1, 2])', [[[2, 4]]]],
    ['SELECT arrayFilter((x, y) -> x > y, [1, 5], [2, 3])', [[[5]]]],
    [
      "SELECT CASE WHEN status >= 500 THEN 'bad' ELSE 'good' END AS c, count() FROM requests GROUP BY c ORDER BY c",
      [
        ['bad', 1],
        ['good', 3],
      ],
    ],
    [
      'SELECT CAST(1.5 AS String), 2::UInt8, toDate(created_at) - INTERVAL 1 DAY FROM requests LIMIT 1',
      [['1.5', 2, '2026-11-19']],
    ],
    ['SELECT (1, 2).1, [7, 8][2], tuple(3, 4).2', [[1, 8, 4]]],
    [
      'SELECT id, row_number() OVER (PARTITION BY user_id ORDER BY id DESC) AS n FROM requests QUALIFY n = 1 ORDER BY id',
      [
        [idOf(2), 1],
        [idOf(4), 1],
      ],
    ],
    ['SELECT count() FILTER (WHERE stream), countIf(NOT stream) FROM requests', [[1, 3]]],
    ["SELECT arrayJoin(['a', 'b']) AS x ORDER BY x DESC", [['b'], ['a']]],
    [
      'SELECT user_id, model FROM requests ORDER BY id LIMIT 1 BY user_id',
      [
        ['1', 'gpt-4o-mini-2024-07-18'],
        ['2', 'gpt-4o-mini-2024-07-18'],
      ],
    ],
    [
      'SELECT k FROM requests ARRAY JOIN mapKeys(properties) AS k ORDER BY 1',
      [['feature'], ['feature'], ['team']],
    ],
    ['SELECT cost_usd IS NULL, status BETWEEN 500 AND 599 FROM requests WHERE cost_usd IS NULL', [[1, 1]]],
    [
      'SELECT if(stream, 1, 0) ? 5 : 6 FROM requests WHERE id = (SELECT max(id) FROM requests) -- the last\n;',
      [[5]],
    ],
    [
      'SELECT user_id, count() FROM requests GROUP BY user_id WITH ROLLUP ORDER BY user_id',
      [
        ['', 4],
        ['1', 2],
        ['2', 2],
      ],
    ],
    ["SELECT 'it''s', 'a\\'b', 'ü; -- /* x'", [["it's", "a'b", 'ü; -- /* x']]],
    ['SELECT "user_id" AS `end user` FROM requests WHERE `requests`.user_id = \'1\' LIMIT 1', [['1']]],
    ['SELECT * EXCEPT (request_id, changed_at) FROM feedback', [['positive', 'good']]],
    ['SELECT 1 WHERE EXISTS (SELECT 1 FROM requests)', [[1]]],
  ])('%s', async (sql, expected) => {
    expect(await rows(sql)).toEqual(expected);
  });

  it('takes its values as parameters, which are never read as SQL', async () => {
    const sql =
      'SELECT count() FROM requests WHERE user_id = {user:String} AND status IN {statuses:Array(UInt16)}';
    expect(await rows(sql, { parameters: { user: '2', statuses: [500, 200] } })).toEqual([[2]]);
    expect(await rows(sql, { parameters: { user: "' OR 1 = 1 --", statuses: [200] } })).toEqual([[0]]);
    await expect(rows(sql, { parameters: { user: '2' } })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('statuses (Array(UInt16)) has no value'),
    });
    await expect(rows('SELECT 1', { parameters: { x: 1 } })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  it('is answered with its rows up to the limit, types, and what it read', async () => {
    const result = await run('SELECT id, total_tokens FROM requests ORDER BY id', { limit: 3 });
    expect(result).toMatchObject({
      truncated: true,
      columns: [{ name: 'id', type: 'UUID' }, { type: 'UInt64' }],
    });
    expect(result.rows).toHaveLength(3);
    expect(result.statistics.rowsRead).toBeGreaterThan(0);
    expect((await run('SELECT 1', { limit: 1 })).truncated).toBe(false);
  });

  it('keeps digits: decimals as text, integers beyond 2^53 too', async () => {
    expect(
      await rows("SELECT toUInt64('9007199254740993'), toInt64(-5), toDecimal64('1.10', 2), 1 / 0, NULL"),
    ).toEqual([['9007199254740993', -5, '1.1', null, null]]);
  });
});

describe('a refusal', () => {
  const refusal = async (sql: string) =>
    run(sql).then(
      () => expect.unreachable(),
      (error: unknown) => error as { code: string; message: string; details?: Record<string, unknown> },
    );

  it.each([
    ['SELECT modell FROM requests', { line: 1, column: 8, length: 6 }, 'modell'],
    [
      'SELECT id\nFROM request',
      { line: 2, column: 6, length: 7 },
      'There is no table request. There are: requests,',
    ],
    ['SELECT sleep(3)', { line: 1, column: 8, length: 5 }, 'The function sleep is not available'],
    ['SELECT 1 +', { line: 1, column: 11 }, 'A value is missing before the end of the statement'],
    ['SELECT 1 AS a,, 2', { line: 1, column: 15 }, 'A value is missing before ,'],
    ['SELECT (1 LIKE) FROM requests', { line: 1 }, 'A value is missing'],
    ['SELECT 1 FROM requests WHERE a BETWEEN 1', {}, 'no valid SQL'],
    ['SELECT quantile(0.5, 1, 2, 3)(latency_ms) FROM requests', {}, 'Quantile level is out of range'],
    ['SELECT toUInt8(model) FROM requests', {}, "Cannot parse string 'gpt-4o-mini"],
    ['SELECT count() FROM requests GROUP BY user_id HAVING nope > 1', { line: 1, column: 54 }, 'nope'],
  ])(
    'of %s says where and why, and nothing of what stands in the place of tables',
    async (sql, where, why) => {
      const error = await refusal(sql);
      expect(error).toMatchObject({
        code: 'invalid_request',
        ...(Object.keys(where).length > 0 && { details: where }),
      });
      expect(error.message).toContain(why);
      expect(error.message).not.toMatch(/heliograph|organization_id|\$|test_[0-9a-f]+|version|__table/);
    },
  );

  it.each([
    ['SELECT groupArray(repeat(toString(x), 1000)) FROM (SELECT arrayJoin(range(10000000)) AS x)'],
    ["SELECT repeat('x', 1000000) FROM (SELECT arrayJoin(range(1000)))"],
  ])(
    'of what is too much names the limit: %s',
    async (sql) => {
      expect(await refusal(sql)).toMatchObject({ code: 'too_wide' });
    },
    40_000,
  );
});

it('ends a statement when nobody waits for it any more', async () => {
  const gone = new AbortController();
  const marker = 'nobody waits';
  const running = async () => {
    const found = await client.query({
      query:
        "SELECT count() AS n FROM system.processes WHERE position(query, {marker:String}) > 0 AND query NOT LIKE '%system.processes%'",
      query_params: { marker },
      format: 'JSONEachRow',
    });
    return Number((await found.json<{ n: string }>())[0]?.n);
  };
  const sql = `SELECT '${marker}', count() FROM (SELECT arrayJoin(range(1000000)) x) a CROSS JOIN (SELECT arrayJoin(range(1000000)) y) b`;
  const answer = run(sql, { signal: gone.signal });
  const refused = expect(answer).rejects.toThrow();
  await expect.poll(running, { timeout: 10_000 }).toBe(1);
  gone.abort();
  await refused;
  await expect.poll(running, { timeout: 10_000 }).toBe(0);
}, 40_000);

it('of one organization never holds up others', async () => {
  const desk = createSqlDesk({ own: client, reader: client }, { atOnce: 1, mostWaiting: 0 });
  const gone = new AbortController();
  const ask = (organizationId: string, sql: string, signal?: AbortSignal) =>
    desk.run({ organizationId, question: runSqlInputSchema.parse({ sql }), signal });
  const long = expect(
    ask(
      ours,
      'SELECT count() FROM (SELECT arrayJoin(range(1000000)) x) a CROSS JOIN (SELECT arrayJoin(range(1000000)) y) b',
      gone.signal,
    ),
  ).rejects.toThrow();
  await expect(ask(ours, 'SELECT 1')).rejects.toMatchObject({ code: 'too_many_requests' });
  expect((await ask(theirs, 'SELECT count() FROM requests')).rows).toEqual([[1]]);
  gone.abort();
  await long;
  expect((await ask(ours, 'SELECT 1')).rows).toEqual([[1]]);
});
