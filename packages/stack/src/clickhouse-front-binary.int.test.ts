import { Readable } from 'node:stream';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshClickHouse } from './testing/services.ts';

let service: Awaited<ReturnType<typeof freshClickHouse>>;
let client: ClickHouseClient;

beforeAll(async () => {
  service = await freshClickHouse();
  client = createClient({
    url: service.url,
    database: service.database,
    log: { level: ClickHouseLogLevel.OFF },
  });
});
afterAll(async () => {
  await client.close();
  await service.drop();
});

async function rows<T>(query: string): Promise<T[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json<T>();
}

test.each(['RowBinary', 'RowBinaryWithNamesAndTypes', 'Native', 'Parquet'])(
  'inserts %s, once for one token, and nothing of data that is cut short',
  async (format) => {
    const table = `binary_${format.toLowerCase()}`;
    await client.command({
      query: `CREATE TABLE ${table} (id UInt64, text String, tags Map(String, String)) ENGINE = MergeTree
        ORDER BY id SETTINGS non_replicated_deduplication_window = 100`,
    });
    const columns = "number AS id, toString(number) || char(0, 9, 10, 255) AS text, map('a', text) AS tags";
    const written = await client.exec({ query: `SELECT ${columns} FROM numbers(70000) FORMAT ${format}` });
    const chunks: Buffer[] = [];
    for await (const chunk of written.stream as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const send = async (data: Buffer, token: string) => {
      const { stream, summary } = await client.exec({
        query: `INSERT INTO ${table} (id, text, tags) FORMAT ${format}`,
        values: Readable.from([data], { objectMode: false }),
        clickhouse_settings: { insert_deduplicate: 1, insert_deduplication_token: token },
      });
      stream.destroy();
      return summary;
    };
    await expect(send(bytes.subarray(0, -5), 'cut')).rejects.toThrow();
    expect(await send(bytes, 'once')).toMatchObject({ written_rows: '70000' });
    await send(bytes, 'once');
    expect(
      await rows(`SELECT count() AS n, uniqExact(id) AS ids, sum(length(text)) AS length FROM ${table}`),
    ).toEqual([{ n: 70_000, ids: 70_000, length: expect.any(Number) }]);
    expect(await rows(`SELECT hex(text) AS text FROM ${table} WHERE id = 7`)).toEqual([
      { text: '3700090AFF' },
    ]);
  },
);
