import { expect, test } from 'vitest';
import { type FreshClickHouse, freshClickHouse } from '@heliograph/stack/testing/services';
import { createClickHouseClient } from '../client.ts';
import { migrateClickHouse } from '../migrate.ts';
import { migratedClickHouse } from './migrated-clickhouse.ts';

/** What makes the tables of a database, its own name left out. */
async function statementsOf({ url, database }: FreshClickHouse): Promise<string[]> {
  const client = createClickHouseClient({ url, database });
  const result = await client.query({
    query:
      'SELECT create_table_query AS statement FROM system.tables WHERE database = currentDatabase() ORDER BY name',
    format: 'JSONEachRow',
  });
  const rows = await result.json<{ statement: string }>();
  await client.close();
  return rows.map(({ statement }) => statement.replaceAll(`${database}.`, ''));
}

test('a database for a test is what the migrations make, and knows that they were applied', async () => {
  const [copy, fresh] = await Promise.all([migratedClickHouse(), freshClickHouse()]);
  await migrateClickHouse(fresh);
  const made = await statementsOf(copy);
  expect(made).toEqual(await statementsOf(fresh));
  expect(made.filter((statement) => statement.startsWith('CREATE MATERIALIZED VIEW'))).not.toEqual([]);
  expect(await migrateClickHouse(copy)).toEqual([]);
  await Promise.all([copy.drop(), fresh.drop()]);
});
