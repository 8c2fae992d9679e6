import { migrateClickHouse } from '@heliograph/clickhouse/migrate';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { migratePostgres } from '@heliograph/db/migrate';
import { type WebContext, webContext } from '../context.ts';
import { describeError } from './http/error-response.ts';

/** Milliseconds until ClickHouse is tried again. */
const RETRY_MS = 5_000;

/**
 * Reads the settings and brings the databases up to date, before the first request. Without settings or Postgres there
 * is nothing to serve: the process ends with one line that says why. Without ClickHouse everything but the request log works.
 */
export async function prepareServer(): Promise<void> {
  try {
    const context = webContext();
    const applied = await migratePostgres(context.env.databaseUrl, {
      onRetry: (attempt, error) => context.log.warn({ attempt, err: error.message }, 'waiting for Postgres'),
    });
    if (applied.length > 0) context.log.info({ applied }, 'Postgres migrated');
    await prepareClickHouse(context);
  } catch (error) {
    process.stderr.write(
      `${error instanceof HeliographError ? error.message : JSON.stringify(describeError(error))}\n`,
    );
    process.exit(1);
  }
}

async function prepareClickHouse(context: WebContext): Promise<void> {
  try {
    await migrateClickHouse({ url: context.env.clickHouseUrl });
  } catch (error) {
    context.log.error(
      { err: describeError(error) },
      'ClickHouse could not be migrated; trying again in the background',
    );
    setTimeout(() => void prepareClickHouse(context), RETRY_MS).unref();
  }
}
