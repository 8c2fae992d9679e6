import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { freshClickHouse } from '@heliograph/stack/testing/services';
import { createClickHouseClient } from './client.ts';
import { getRequest } from './get-request.ts';
import { migrateClickHouse, splitStatements } from './migrate.ts';
import { refineGranules } from './refine-granules.ts';
import { queryRequests } from './requests-query.ts';
import { insertRequestBodies, insertRequests } from './testing/insert-rows.ts';
import { idOf, ours, sampleRow } from './testing/sample-row.ts';

const range = {
  organizationId: ours,
  from: new Date('2026-01-01'),
  to: new Date('2027-01-01'),
  limit: 1_000,
};

test('tables of an older installation get small granules, with all that is in them', async () => {
  const address = await freshClickHouse();
  const client = createClickHouseClient(address);
  try {
    const first = new URL('../migrations/0001_requests.sql', import.meta.url);
    for (const query of splitStatements(await readFile(first, 'utf8'))) await client.command({ query });
    await migrateClickHouse(address);
    const at = (month: string) => ({ created_at: `2026-${month}-20 12:00:00.000` });
    const rows = Array.from({ length: 500 }, (_, n) => sampleRow(n, at(n % 2 === 0 ? '10' : '11')));
    await insertRequests(client, rows, 'rows');
    const bodies = {
      ...{ organization_id: ours, id: idOf(7), ...at('11') },
      ...{ request_body: '{"messages":[]}', request_content_type: 'application/json', request_headers: {} },
      ...{ response_body: null, response_content_type: '', response_headers: {}, response_message: null },
      ...{
        request_truncated: false,
        request_omitted: false,
        response_truncated: false,
        response_omitted: false,
      },
    };
    await insertRequestBodies(client, [bodies], 'bodies');
    // So many that ClickHouse merges them column by column.
    await client.command({
      query: `INSERT INTO requests (organization_id, created_at, id)
        SELECT generateUUIDv4(), toDateTime64('2026-10-01 00:00:00', 3, 'UTC') + number, generateUUIDv4()
        FROM numbers(140000)`,
    });
    const list = () => queryRequests(client, range);
    const before = {
      list: await list(),
      one: await getRequest(client, { organizationId: ours, id: idOf(7) }),
    };
    expect(before.list.items).toHaveLength(500);
    expect(before.one?.request.text).not.toBeNull();

    expect(await refineGranules(address)).toEqual(['requests', 'request_bodies']);
    expect(await list()).toEqual(before.list);
    expect(await getRequest(client, { organizationId: ours, id: idOf(7) })).toEqual(before.one);
    const made = await (
      await client.query({
        query: `SELECT name, engine_full FROM system.tables WHERE database = currentDatabase() AND name LIKE 'request%'`,
        format: 'JSONEachRow',
      })
    ).json<{ name: string; engine_full: string }>();
    const engines = Object.fromEntries(made.map(({ name, engine_full }) => [name, engine_full]));
    expect(engines['requests']).toContain('index_granularity = 2048');
    expect(engines['request_bodies']).toContain('index_granularity_bytes = 1048576');
    expect(Object.keys(engines).filter((name) => name.endsWith('_coarse'))).toEqual([]);

    const [parts] = await (
      await client.query({
        query: `SELECT toFloat64(sum(rows) / sum(marks)) AS rows_in_a_granule FROM system.parts
          WHERE active AND database = currentDatabase() AND table = 'requests'`,
        format: 'JSONEachRow',
      })
    ).json<{ rows_in_a_granule: number }>();
    expect(parts?.rows_in_a_granule).toBeLessThan(2_100);

    // What counts changes for the rollups sees what is inserted from now on.
    const changes = async () =>
      (
        await client.query({ query: 'SELECT sum(changes) AS n FROM rollup_changes', format: 'JSONEachRow' })
      ).json<{ n: string }>();
    const [counted] = await changes();
    await insertRequests(client, [sampleRow(900, at('11'))], 'more');
    expect(Number((await changes())[0]?.n)).toBe(Number(counted?.n) + 1);
    expect((await list()).items).toHaveLength(501);
    expect(await refineGranules(address)).toEqual([]);
  } finally {
    await client.close();
    await address.drop();
  }
});

test('it is taken up where it was cut off', async () => {
  const address = await freshClickHouse();
  const client = createClickHouseClient(address);
  try {
    const first = new URL('../migrations/0001_requests.sql', import.meta.url);
    for (const query of splitStatements(await readFile(first, 'utf8'))) await client.command({ query });
    await migrateClickHouse(address);
    await insertRequests(client, [sampleRow(1), sampleRow(2)], 'rows');
    // The tables have changed places, and no part has moved yet.
    const [{ engine_full: engine } = { engine_full: '' }] = await (
      await client.query({
        query: `SELECT engine_full FROM system.tables WHERE database = currentDatabase() AND name = 'requests'`,
        format: 'JSONEachRow',
      })
    ).json<{ engine_full: string }>();
    const fine = `${engine.replace(/index_granularity = \d+/, 'index_granularity = 2048')}, min_compress_block_size = 16384`;
    await client.command({ query: `CREATE TABLE requests_coarse AS requests ENGINE = ${fine}` });
    await client.command({ query: 'EXCHANGE TABLES requests AND requests_coarse' });
    expect((await queryRequests(client, range)).items).toEqual([]);

    await refineGranules(address);
    expect((await queryRequests(client, range)).items).toHaveLength(2);
  } finally {
    await client.close();
    await address.drop();
  }
});
