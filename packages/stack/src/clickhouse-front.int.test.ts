import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  ClickHouseLogLevel,
  createClient,
  TupleParam,
  type ClickHouseClient,
  type InsertValues,
} from '@clickhouse/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshClickHouse } from './testing/services.ts';

let service: Awaited<ReturnType<typeof freshClickHouse>>;
let client: ClickHouseClient;

beforeAll(async () => {
  service = await freshClickHouse();
  client = connect();
});
afterAll(async () => {
  await client.close();
  await service.drop();
});

function connect(options: Parameters<typeof createClient>[0] = {}): ClickHouseClient {
  const log = { level: ClickHouseLogLevel.OFF };
  return createClient({ url: service.url, database: service.database, log, ...options });
}

async function rows<T>(query: string, query_params: Record<string, unknown> = {}): Promise<T[]> {
  return (await client.query({ query, query_params, format: 'JSONEachRow' })).json<T>();
}

test('ping answers', async () => {
  expect(await client.ping()).toEqual({ success: true });
  expect(await client.ping({ select: true })).toEqual({ success: true });
});

test.each([
  ['String', `it's "quoted" \\ back\\slash\nnew\tline\r\0 null ünï 😀 \\N`],
  ['String', ''],
  ['UInt8', 255],
  ['Int64', -9007199254740991],
  ['Float64', 1.5],
  ['Bool', true],
  ['UUID', '0193a5f2-7c3e-7a51-9d0c-0123456789ab'],
  ['Decimal(18, 12)', '0.000000000123'],
  ['Array(String)', [`a'b`, 'c\\d', 'e\nf', '']],
  ['Array(Array(Int32))', [[1, 2], [], [3]]],
  ['Nullable(String)', null],
  ['Array(Nullable(String))', [null, 'null', '\\N']],
  ['Map(String, String)', { "k'1": 'v\n1', k2: '' }],
  ['Map(String, Array(UInt8))', { a: [1, 2] }],
])('a bound %s comes back as it went', async (type, value) => {
  const [row] = await rows<{ v: unknown }>(`SELECT {value:${type}} AS v`, { value });
  expect(row?.v).toEqual(type.startsWith('Decimal') ? Number(value) : value);
});

test('bound dates, tuples, identifiers and limits work', async () => {
  const at = new Date('2026-11-21T01:02:03.456Z');
  const [row] = await rows(
    'SELECT {at:DateTime64(3)} AS at, {t:Tuple(UInt8, String)} AS t FROM {database:Identifier}.{table:Identifier} LIMIT {n:UInt8}',
    {
      at,
      t: new TupleParam([7, "x'y"]),
      database: 'system',
      table: 'one',
      n: 1,
    },
  );
  expect(row).toEqual({ at: '2026-11-21 01:02:03.456', t: [7, "x'y"] });
});

test('a parameter of one request is unknown to the next', async () => {
  for (let i = 0; i < 20; i += 1) await rows('SELECT {only:String}', { only: 'mine' });
  const attempts = Array.from({ length: 20 }, () => rows('SELECT {only:String}'));
  for (const attempt of await Promise.allSettled(attempts)) {
    expect(attempt).toMatchObject({
      status: 'rejected',
      reason: { code: '456', type: 'UNKNOWN_QUERY_PARAMETER' },
    });
  }
});

test('parameters sent as a form work', async () => {
  const values = Array.from({ length: 50 }, (_, index) => `v\r\n--${index}'`);
  const result = await client.query({
    query: 'SELECT {values:Array(String)} AS v, {one:UInt8} AS one',
    query_params: { values, one: 1 },
    use_multipart_params: true,
    format: 'JSONEachRow',
  });
  expect(await result.json()).toEqual([{ v: values, one: 1 }]);
});

test('settings of one request hold for it alone', async () => {
  const read = async (clickhouse_settings: Record<string, string | number>) => {
    const query = "SELECT getSetting('max_block_size') AS size, 9007199254740993 AS big";
    const result = await client.query({ query, clickhouse_settings, format: 'JSONEachRow' });
    return (await result.json<{ size: unknown; big: unknown }>())[0];
  };
  const asked = { max_block_size: '1234', output_format_json_quote_64bit_integers: 1 };
  expect(await read(asked)).toEqual({ size: 1234, big: '9007199254740993' });
  const all = await Promise.all(Array.from({ length: 12 }, (_, i) => read(i % 2 === 0 ? asked : {})));
  expect(all.filter((row) => row?.size === 1234)).toHaveLength(6);
  expect(all.filter((row) => typeof row?.big === 'number')).toHaveLength(6);
});

test.each(['JSONEachRow', 'JSONCompactEachRow', 'JSON', 'JSONObjectEachRow'] as const)(
  'inserts and reads %s',
  async (format) => {
    const table = `t_${format}`;
    await client.command({
      query: `CREATE TABLE ${table} (id UInt32, text String, tags Map(String, String)) ENGINE = MergeTree ORDER BY id`,
    });
    const text = `it's "x"\n\t\\ ü 😀`;
    const tags = { a: "b'c" };
    const meta = [
      { name: 'id', type: 'UInt32' },
      { name: 'text', type: 'String' },
      { name: 'tags', type: 'Map(String, String)' },
    ];
    const shapes: Record<typeof format, unknown> = {
      JSONEachRow: [{ id: 1, text, tags }],
      JSONCompactEachRow: [[1, text, tags]],
      JSON: { meta, data: [{ id: 1, text, tags }] },
      JSONObjectEachRow: { row: { id: 1, text, tags } },
    };
    const values = shapes[format] as InsertValues<Readable>;
    const { summary, query_id } = await client.insert({
      table,
      values,
      format,
      query_id: `insert-${format}`,
    });
    expect(query_id).toBe(`insert-${format}`);
    if (format.endsWith('EachRow') && format !== 'JSONObjectEachRow')
      expect(summary).toMatchObject({ written_rows: '1' });
    expect(await rows(`SELECT * FROM ${table}`)).toEqual([{ id: 1, text, tags }]);
  },
);

test('inserts streams of CSV, TSV and JSON, with chosen columns, and does nothing for no rows', async () => {
  await client.command({
    query:
      'CREATE TABLE streams (id UInt32, text String, at DateTime DEFAULT now()) ENGINE = MergeTree ORDER BY id',
  });
  const columns: [string, string] = ['id', 'text'];
  await client.insert({
    table: 'streams',
    values: Readable.from(['1,"a,""b"""\n2,c\n'], { objectMode: false }),
    format: 'CSV',
    columns,
  });
  await client.insert({
    table: 'streams',
    values: Readable.from(['id\ttext\n3\td\\te\n'], { objectMode: false }),
    format: 'TabSeparatedWithNames',
  });
  await client.insert({
    table: 'streams',
    values: Readable.from([
      { id: 4, text: 'f' },
      { id: 5, text: 'g' },
    ]),
    format: 'JSONEachRow',
  });
  await client.insert({ table: 'streams', values: [], format: 'JSONEachRow' });
  await client.insert({
    table: { toString: () => 'streams' }.toString(),
    values: [{ id: 6, text: 'h' }],
    format: 'JSONEachRow',
    columns: { except: ['at'] },
  });
  expect(await rows('SELECT id, text FROM streams ORDER BY id')).toEqual([
    { id: 1, text: 'a,"b"' },
    { id: 2, text: 'c' },
    { id: 3, text: 'd\te' },
    { id: 4, text: 'f' },
    { id: 5, text: 'g' },
    { id: 6, text: 'h' },
  ]);
});

test('an INSERT with its data in the statement, with VALUES, and from a SELECT', async () => {
  await client.command({
    query: 'CREATE TABLE inline (id UInt32, text String) ENGINE = MergeTree ORDER BY id',
  });
  await client.command({ query: "INSERT INTO inline VALUES (1, 'a;b'), (2, 'FORMAT')" });
  await client.command({ query: 'INSERT INTO inline FORMAT JSONEachRow {"id": 3, "text": "x"}' });
  await client.command({
    query: 'INSERT INTO inline SELECT 4, {text:String}',
    query_params: { text: 'sel' },
  });
  await client.insert({
    table: `\`${service.database}\`.inline`,
    values: [{ id: 5, text: 'quoted' }],
    format: 'JSONEachRow',
  });
  expect(await rows('SELECT groupArray(text) AS texts FROM (SELECT text FROM inline ORDER BY id)')).toEqual([
    { texts: ['a;b', 'FORMAT', 'x', 'sel', 'quoted'] },
  ]);
});

test('bytes that are no text arrive as they are', async () => {
  await client.command({ query: 'CREATE TABLE bytes (id UInt8, raw String) ENGINE = MergeTree ORDER BY id' });
  const values = Readable.from([Buffer.from([0x31, 0x09, 0xff, 0xfe, 0x00, 0x80, 0x0a])], {
    objectMode: false,
  });
  await client.insert({ table: 'bytes', values, format: 'TabSeparated' });
  expect(await rows('SELECT hex(raw) AS hex FROM bytes')).toEqual([{ hex: 'FFFE0080' }]);
});

test('an insert larger than one block goes in parts, and with a token as one', async () => {
  await client.command({
    query:
      'CREATE TABLE large (id UInt64, text String) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 10',
  });
  const count = 70_000;
  const lines = function* () {
    const text = 'x'.repeat(1000);
    for (let id = 0; id < count; id += 1) yield { id, text };
  };
  const send = (settings: Record<string, string>) =>
    client.insert({
      table: 'large',
      values: Readable.from(lines()),
      format: 'JSONEachRow',
      clickhouse_settings: settings,
    });
  await send({});
  expect(await rows('SELECT count() AS n, uniqExact(id) AS ids FROM large')).toEqual([
    { n: count, ids: count },
  ]);
  await send({ insert_deduplication_token: 'once' });
  await send({ insert_deduplication_token: 'once' });
  expect(await rows('SELECT count() AS n FROM large')).toEqual([{ n: 2 * count }]);
});

test('a time in ISO form is taken when the request says so', async () => {
  await client.command({ query: 'CREATE TABLE times (at DateTime64(3)) ENGINE = MergeTree ORDER BY at' });
  await client.insert({
    table: 'times',
    values: [{ at: '2026-11-21T01:02:03.456Z' }],
    format: 'JSONEachRow',
    clickhouse_settings: { date_time_input_format: 'best_effort', async_insert: 1, wait_for_async_insert: 1 },
  });
  expect(await rows('SELECT at FROM times')).toEqual([{ at: '2026-11-21 01:02:03.456' }]);
});

test('an insert sent twice with one token is stored once, in the table and behind its materialized view', async () => {
  const window = 'SETTINGS non_replicated_deduplication_window = 1000';
  await client.command({
    query: `CREATE TABLE raw (id UInt32, cost UInt32) ENGINE = MergeTree ORDER BY id ${window}`,
  });
  await client.command({
    query: `CREATE TABLE sums (hour UInt8, cost UInt64) ENGINE = SummingMergeTree ORDER BY hour ${window}`,
  });
  await client.command({
    query: 'CREATE MATERIALIZED VIEW sums_view TO sums AS SELECT 1 AS hour, sum(cost) AS cost FROM raw',
  });
  const send = (token: string) =>
    client.insert({
      table: 'raw',
      values: [{ id: 1, cost: 10 }],
      format: 'JSONEachRow',
      clickhouse_settings: {
        insert_deduplication_token: token,
        deduplicate_blocks_in_dependent_materialized_views: 1,
      },
    });
  await Promise.all([send("to'ken\\1"), send("to'ken\\1"), send("to'ken\\1")]);
  await send('token-2');
  expect(await rows('SELECT (SELECT count() FROM raw) AS raw, (SELECT sum(cost) FROM sums) AS sums')).toEqual(
    [{ raw: 2, sums: 20 }],
  );
});

test.each([
  ['SELECT nothing', 404, '47', 'UNKNOWN_IDENTIFIER'],
  ['SELEC 1', 400, '62', 'SYNTAX_ERROR'],
  ['SELECT 1; SELECT 2', 400, '62', 'SYNTAX_ERROR'],
  ['SELECT * FROM absent', 404, '60', 'UNKNOWN_TABLE'],
  ["SELECT toUInt8('x')", 400, '6', 'CANNOT_PARSE_TEXT'],
  ['SELECT throwIf(number = 5) FROM numbers(10)', 500, '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO'],
])('%s is refused as ClickHouse does', async (query, status, code, type) => {
  await expect(client.query({ query })).rejects.toMatchObject({ code, type });
  const response = await fetch(`${baseUrl()}?database=${service.database}`, { method: 'POST', body: query });
  expect(response.status).toBe(status);
  expect(response.headers.get('x-clickhouse-exception-code')).toBe(code);
  expect(await response.text()).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: .*\\(${type}\\)`, 's'));
});

test('unknown settings and databases, bad rows and running too long are refused; the next query is untouched', async () => {
  const settings = (clickhouse_settings: Record<string, number>) =>
    client.query({ query: 'SELECT 1', clickhouse_settings });
  await expect(settings({ no_such_setting: 1 })).rejects.toMatchObject({ type: 'UNKNOWN_SETTING' });
  await expect(
    rows('SELECT count() FROM numbers(1e12) WHERE sipHash64(number) = 1 SETTINGS max_execution_time = 1'),
  ).rejects.toMatchObject({
    type: 'TIMEOUT_EXCEEDED',
  });
  const lost = connect({ database: 'absent_database' });
  await expect(lost.query({ query: 'SELECT 1' })).rejects.toMatchObject({ type: 'UNKNOWN_DATABASE' });
  await lost.close();
  await client.command({ query: 'CREATE TABLE strict (id UInt32) ENGINE = MergeTree ORDER BY id' });
  const bad = client.insert({ table: 'strict', values: [{ id: 1 }, { id: 'x' }], format: 'JSONEachRow' });
  await expect(bad).rejects.toMatchObject({ type: expect.stringMatching(/^CANNOT_PARSE/) });
  // An error leaves half-written results in the engine; none of it may show up here.
  await expect(rows('SELECT number, throwIf(number = 500000) FROM numbers(1000000)')).rejects.toThrow();
  const after = await Promise.all(
    Array.from({ length: 20 }, () => rows('SELECT 1 AS one, (SELECT count() FROM strict) AS n')),
  );
  for (const answer of after) expect(answer).toEqual([{ one: 1, n: 0 }]);
});

test('formats and headers are those that were asked for', async () => {
  const ask = async (url: string, init?: RequestInit) => {
    const response = await fetch(`${baseUrl()}${url}`, init);
    return {
      format: response.headers.get('x-clickhouse-format'),
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  };
  expect(await ask(`?query=${encodeURIComponent("SELECT 1 AS a, 'x' AS b")}`)).toMatchObject({
    format: 'TabSeparated',
    text: '1\tx\n',
  });
  expect(await ask('?default_format=CSVWithNames', { method: 'POST', body: 'SELECT 1 AS a' })).toMatchObject({
    format: 'CSVWithNames',
    type: 'text/csv; charset=UTF-8; header=present',
    text: '"a"\n1\n',
  });
  expect(
    await ask('?query=SELECT', {
      method: 'POST',
      body: "'FORMAT TSV' AS format FORMAT JSONCompactEachRow -- FORMAT CSV",
    }),
  ).toMatchObject({
    format: 'JSONCompactEachRow',
    text: '["FORMAT TSV"]\n',
  });
  const response = await fetch(`${baseUrl()}?query_id=mine`, {
    method: 'POST',
    body: 'SELECT number FROM numbers(3)',
  });
  expect(response.headers.get('x-clickhouse-query-id')).toBe('mine');
  expect(JSON.parse(response.headers.get('x-clickhouse-summary') ?? '')).toMatchObject({ read_rows: '3' });
});

test('an empty statement is a syntax error', async () => {
  const response = await fetch(baseUrl(), { method: 'POST', body: '-- nothing' });
  expect(response.status).toBe(400);
  expect(await response.text()).toMatch(/^Code: 62\..*Empty query \(SYNTAX_ERROR\)/);
});

test('GET only reads', async () => {
  const query = encodeURIComponent(`CREATE TABLE ${service.database}.by_get (a Int8) ENGINE = Memory`);
  const response = await fetch(`${baseUrl()}?query=${query}`);
  expect(response.status).toBe(500);
  expect(await response.text()).toMatch(/^Code: 164\..*method GET implies readonly.*\(READONLY\)/s);
});

test('compressed requests and answers', async () => {
  const zipped = connect({ compression: { request: true, response: true } });
  await zipped.command({
    query: 'CREATE TABLE zipped (id UInt32, text String) ENGINE = MergeTree ORDER BY id',
  });
  const values = Array.from({ length: 1000 }, (_, id) => ({ id, text: 'x'.repeat(100) }));
  await zipped.insert({ table: 'zipped', values, format: 'JSONEachRow' });
  const result = await zipped.query({ query: 'SELECT * FROM zipped ORDER BY id', format: 'JSONEachRow' });
  expect(await result.json()).toEqual(values);
  await expect(zipped.query({ query: 'SELECT nothing' })).rejects.toMatchObject({
    type: 'UNKNOWN_IDENTIFIER',
  });
  await zipped.close();

  const sql = gzipSync('SELECT number FROM numbers(5000)');
  const [status, body, encoding] = await post('?enable_http_compression=1', sql, {
    'content-encoding': 'gzip',
    'accept-encoding': 'gzip',
  });
  expect([status, encoding]).toEqual([200, 'gzip']);
  expect(body.length).toBeLessThan(20_000);
  expect(gunzipSync(body).toString().split('\n')).toHaveLength(5001);
});

test('a large result streams whole, in order, with one header line, also compressed', async () => {
  const count = 1_500_000;
  for (const compressed of [false, true]) {
    const streaming = connect({ compression: { response: compressed } });
    const query = `SELECT number AS n, 'some text' AS t FROM numbers(${count}) ORDER BY n`;
    const result = await streaming.query({ query, format: 'CSVWithNames' });
    let lines = -1;
    let last = '';
    for await (const batch of result.stream()) {
      lines += batch.length;
      last = batch.at(-1)?.text ?? last;
    }
    expect([lines, last]).toEqual([count, `${count - 1},"some text"`]);
    await streaming.close();
  }
});

test('an error behind rows already sent reaches the client', async () => {
  const query = 'SELECT number, throwIf(number = 4000000) FROM numbers(5000000)';
  const result = await client.query({ query, format: 'JSONEachRow' });
  const reading = (async () => {
    for await (const _ of result.stream()) continue;
  })();
  await expect(reading).rejects.toMatchObject({ type: 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO' });
});

test('queries whose clients left free their places', async () => {
  const endless = 'SELECT count() FROM numbers(1e13) WHERE sipHash64(number) = 1';
  const aborts = Array.from({ length: 10 }, () => new AbortController());
  const impatient = connect({ max_open_connections: 10 });
  const left = aborts.map((abort) => impatient.query({ query: endless, abort_signal: abort.signal }));
  const settled = Promise.allSettled(left);
  // All places are taken and several wait: an insert has its own line and goes through.
  await client.command({ query: "INSERT INTO FUNCTION null('x UInt8') VALUES (1)" });
  for (const abort of aborts) abort.abort();
  await settled;
  await impatient.close();
  expect(await Promise.all(Array.from({ length: 10 }, () => rows('SELECT 1 AS one')))).toEqual(
    Array(10).fill([{ one: 1 }]),
  );
  const running = () =>
    rows("SELECT query FROM system.processes WHERE query LIKE '%1e13%' AND query NOT LIKE '%processes%'");
  await expect.poll(running, { timeout: 20_000 }).toEqual([]);
});

test('a stream nobody reads to its end frees its place', async () => {
  for (let i = 0; i < 10; i += 1) {
    const result = await client.query({ query: 'SELECT number FROM numbers(1e9)', format: 'JSONEachRow' });
    const stream = result.stream();
    await once(stream, 'data');
    result.close();
  }
  expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('many requests at once each get their own answer', async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      rows<{ n: number; t: string }>('SELECT {n:UInt32} AS n, {t:String} AS t', { n, t: `t'${n}` }),
    ),
  );
  expect(answers).toEqual(answers.map((_, n) => [{ n, t: `t'${n}` }]));
});

test('commands and exec hand back what ClickHouse does', async () => {
  await client.command({ query: 'CREATE TABLE commands (id UInt32) ENGINE = MergeTree ORDER BY id' });
  const { stream } = await client.exec({
    query:
      'SELECT name FROM system.tables WHERE name = {name:String} AND database = currentDatabase() FORMAT JSONEachRow',
    query_params: { name: 'commands' },
  });
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  expect(JSON.parse(Buffer.concat(chunks).toString())).toEqual({ name: 'commands' });
  await client.command({ query: 'ALTER TABLE commands ADD COLUMN extra String' });
  await client.command({
    query: 'ALTER TABLE commands DELETE WHERE id = 1',
    clickhouse_settings: { mutations_sync: '1' },
  });
  expect(
    await rows(
      'SELECT name FROM system.columns WHERE table = {t:String} AND database = currentDatabase() ORDER BY name',
      { t: 'commands' },
    ),
  ).toEqual([{ name: 'extra' }, { name: 'id' }]);
});

test('temporary tables, sessions and foreign compression are named as unsupported, not half done', async () => {
  const session = connect({ session_id: 'mine' });
  await expect(session.query({ query: 'SELECT 1' })).rejects.toMatchObject({ type: 'NOT_IMPLEMENTED' });
  await session.close();
  const binary = client.command({ query: 'INSERT INTO absent SETTINGS max_threads = 1 FORMAT Native' });
  await expect(binary).rejects.toMatchObject({ type: 'NOT_IMPLEMENTED' });
  await client.command({ query: 'CREATE TEMPORARY TABLE passing (a UInt8)' });
  await expect(rows('SELECT * FROM passing')).rejects.toMatchObject({ type: 'UNKNOWN_TABLE' });
});

function baseUrl(): string {
  const url = new URL(service.url);
  return `http://${url.host}/`;
}

async function post(
  path: string,
  body: Buffer,
  headers: Record<string, string>,
): Promise<[number, Buffer, string | undefined]> {
  const request = httpRequest(baseUrl() + path, { method: 'POST', headers });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return [response.statusCode ?? 0, Buffer.concat(chunks), response.headers['content-encoding']];
}
