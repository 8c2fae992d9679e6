import { inject } from 'vitest';
import { type FreshClickHouse, freshClickHouse } from '@heliograph/stack/testing/services';
import { createClickHouseClient } from '../client.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The database that was migrated for the whole run: its name, and the statements that make its tables and views. */
    clickHouseTemplate: { database: string; tables: string[]; views: string[] };
  }
}

/** A migrated ClickHouse database of its own, with nothing in it. `url` has no database in it: pass `database` beside it. */
export async function migratedClickHouse(): Promise<FreshClickHouse> {
  const { database: template, tables, views } = inject('clickHouseTemplate');
  const fresh = await freshClickHouse();
  const client = createClickHouseClient(fresh);
  const make = (statement: string) =>
    client.command({ query: statement.replaceAll(`${template}.`, `${fresh.database}.`) });
  await Promise.all(tables.map(make));
  await Promise.all(views.map(make));
  await client.command({
    query: `INSERT INTO schema_migrations SELECT * FROM ${template}.schema_migrations`,
  });
  await client.close();
  return fresh;
}
