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
    await preparePostgres(context);
    await prepareClickHouse(context);
  } catch (error) {
    process.stderr.write(`${lineOf(error)}\n`);
    process.exit(1);
  }
}

// Migrations are files beside the code of their packages, which is therefore loaded from where it lies, not bundled.

async function preparePostgres({ env, log }: WebContext): Promise<void> {
  const { migratePostgres } = await import(/* turbopackIgnore: true */ '@heliograph/db/migrate');
  const applied = await migratePostgres(env.databaseUrl, {
    onRetry: (attempt, error) => log.warn({ attempt, reason: error.message }, 'waiting for Postgres'),
  });
  if (applied.length > 0) log.info({ applied }, 'Postgres migrated');
}

async function prepareClickHouse(context: WebContext): Promise<void> {
  const { env, log } = context;
  try {
    const { migrateClickHouse } = await import(/* turbopackIgnore: true */ '@heliograph/clickhouse/migrate');
    const applied = await migrateClickHouse({ url: env.clickHouseUrl });
    if (applied.length > 0) log.info({ applied }, 'ClickHouse migrated');
  } catch (error) {
    log.error(
      { err: describeError(error) },
      'ClickHouse could not be migrated; trying again in the background',
    );
    setTimeout(() => void prepareClickHouse(context), RETRY_MS).unref();
  }
}

/** Told by name: the class may have been loaded twice, bundled and not. */
function lineOf(error: unknown): string {
  if (error instanceof Error && error.name === 'HeliographError') return error.message;
  return JSON.stringify(describeError(error));
}
