import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshPostgres } from '@heliograph/stack/testing/services';
import { migratePostgres } from './migrate.ts';
import { readMigrations } from './read-migrations.ts';
import { describeDatabase } from './testing/describe-database.ts';
import { sqlOfSchema } from './testing/schema-sql.ts';

let database: Awaited<ReturnType<typeof freshPostgres>>;

beforeEach(async () => {
  database = await freshPostgres();
});
afterEach(() => database.drop());

async function query<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('migratePostgres', () => {
  it('applies every migration once, in order', async () => {
    const names = (await readMigrations()).map((migration) => migration.name);
    expect(names[0]).toBe('0001_accounts_and_api_keys');

    expect(await migratePostgres(database.url)).toEqual(names);
    expect(await migratePostgres(database.url)).toEqual([]);
  });

  it('lets several processes start at once', async () => {
    const runs = await Promise.all([1, 2, 3, 4].map(() => migratePostgres(database.url)));

    const names = (await readMigrations()).map((migration) => migration.name);
    expect(runs.flat().sort()).toEqual(names);
    const history = await query<{ n: number }>('SELECT count(*)::int AS n FROM "_prisma_migrations"');
    expect(history).toEqual([{ n: names.length }]);
  });

  it('leads to exactly what schema.prisma describes', async () => {
    await query(await sqlOfSchema(database.url));
    const described = await describeDatabase(database.url);
    expect(described).toContain('column api_keys revoked_at timestamptz 3 YES');

    const migrated = await freshPostgres();
    await migratePostgres(migrated.url);
    expect(await describeDatabase(migrated.url)).toEqual(described);
    await migrated.drop();
  });

  it('refuses a database whose applied migration was edited since', async () => {
    await migratePostgres(database.url);
    await query(`UPDATE "_prisma_migrations" SET "checksum" = 'other'`);
    await expect(migratePostgres(database.url)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('0001_accounts_and_api_keys was changed'),
    });
  });

  it('leaves nothing behind of a migration that fails', async () => {
    await query('CREATE TABLE "audit_events" (id int)');
    await expect(migratePostgres(database.url)).rejects.toMatchObject({
      code: 'internal_error',
      message: expect.stringContaining('"audit_events" already exists'),
    });
    const tables = await query<{ tablename: string }>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(tables).toEqual([{ tablename: 'audit_events' }]);
  });

  it('waits for Postgres a bounded number of times, then says where it looked', async () => {
    const tried: number[] = [];
    const away = migratePostgres('postgres://somebody:secret@127.0.0.1:1/heliograph', {
      attempts: 3,
      delayMs: 1,
      onRetry: (attempt) => tried.push(attempt),
    });
    await expect(away).rejects.toMatchObject({
      code: 'service_unavailable',
      message: expect.stringMatching(
        /127\.0\.0\.1:1\/heliograph did not answer \(tried 3 times: .+DATABASE_URL/,
      ),
    });
    await expect(away).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
    expect(tried).toEqual([1, 2]);
  });

  it('does not wait where the database does not exist', async () => {
    const url = new URL(database.url);
    url.pathname = '/no_such_database';
    await expect(migratePostgres(url.href)).rejects.toMatchObject({
      code: 'service_unavailable',
      message: expect.stringContaining('"no_such_database" does not exist'),
    });
  });
});
