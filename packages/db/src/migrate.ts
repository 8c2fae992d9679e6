import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { connectWithPatience } from './connect-with-patience.ts';
import { type Migration, readMigrations } from './read-migrations.ts';

/** Any number, the same in every process: who holds it, migrates. */
const MIGRATION_LOCK = 4_270_819_001;

/** The table Prisma's own tools keep, so that `prisma migrate status` reads the same history. */
const CREATE_HISTORY = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" varchar(36) PRIMARY KEY,
    "checksum" varchar(64) NOT NULL,
    "finished_at" timestamptz,
    "migration_name" varchar(255) NOT NULL,
    "logs" text,
    "rolled_back_at" timestamptz,
    "started_at" timestamptz NOT NULL DEFAULT now(),
    "applied_steps_count" integer NOT NULL DEFAULT 0
  )`;

export interface MigrateOptions {
  /** How often to try while Postgres does not answer; default 30. */
  attempts?: number;
  /** Milliseconds between two tries; default 1000. */
  delayMs?: number;
  /** Told of every failed try, for the log. */
  onRetry?: (attempt: number, error: Error) => void;
}

/**
 * Brings the database up to date and returns the names of the migrations it applied. Each runs in one transaction with
 * its entry in the history, under a lock: safe to call from several processes at once, and a crash leaves nothing half done.
 * Throws HeliographError `service_unavailable` where Postgres can't be reached, `conflict` where an applied migration was edited.
 */
export async function migratePostgres(databaseUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations();
  const client = await connectWithPatience(databaseUrl, options);
  try {
    const applied: string[] = [];
    for (const migration of migrations) {
      if (await applyOnce(client, migration)) applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

/** Returns whether the migration was applied now; false where it had been before. */
async function applyOnce(client: pg.Client, migration: Migration): Promise<boolean> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const isNew = !(await wasApplied(client, migration));
    if (isNew) {
      // Without parameters a whole script is one call, function bodies with their semicolons included.
      await client.query(migration.sql);
      await client.query(
        `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
         VALUES ($1, $2, $3, now(), 1)`,
        [randomUUID(), migration.checksum, migration.name],
      );
    }
    await client.query('COMMIT');
    return isNew;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (error instanceof HeliographError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new HeliographError(
      'internal_error',
      `Migration ${migration.name} failed and was rolled back: ${reason}`,
      {
        cause: error,
      },
    );
  }
}

async function wasApplied(client: pg.Client, migration: Migration): Promise<boolean> {
  await client.query(CREATE_HISTORY);
  const history = await client.query<{ checksum: string }>(
    `SELECT "checksum" FROM "_prisma_migrations"
     WHERE "migration_name" = $1 AND "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`,
    [migration.name],
  );
  const entry = history.rows[0];
  if (entry !== undefined && entry.checksum !== migration.checksum) {
    throw new HeliographError(
      'conflict',
      `Migration ${migration.name} was changed after this database had applied it. Restore the file and put the change into a new migration.`,
    );
  }
  return entry !== undefined;
}
