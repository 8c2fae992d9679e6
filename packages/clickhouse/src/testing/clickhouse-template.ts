import type { TestProject } from 'vitest/node';
import { createClickHouseClient } from '../client.ts';
import { migrateClickHouse } from '../migrate.ts';

/** Vitest's globalSetup, after that of the stack: migrates one database, after which those of tests are made. */
export default async function setup(project: TestProject): Promise<void> {
  const url = project.getProvidedContext().heliographClickHouseUrl;
  const database = 'heliograph_template';
  await migrateClickHouse({ url, database });
  const client = createClickHouseClient({ url, database });
  const result = await client.query({
    query:
      'SELECT engine, create_table_query AS statement FROM system.tables WHERE database = {database:String}',
    query_params: { database },
    format: 'JSONEachRow',
  });
  const rows = await result.json<{ engine: string; statement: string }>();
  await client.close();
  const statements = (areViews: boolean): string[] =>
    rows.filter(({ engine }) => engine.endsWith('View') === areViews).map(({ statement }) => statement);
  project.provide('clickHouseTemplate', { database, tables: statements(false), views: statements(true) });
}
