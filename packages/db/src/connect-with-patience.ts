import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { isUnavailable } from './is-unavailable.ts';
import type { MigrateOptions } from './migrate.ts';

/**
 * A connected client, waiting a bounded time for a server that is still starting.
 * Throws HeliographError `service_unavailable` with what to do; wrong credentials or a missing database fail at once.
 */
export async function connectWithPatience(databaseUrl: string, options: MigrateOptions): Promise<pg.Client> {
  const { attempts = 30, delayMs = 1_000, onRetry } = options;
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
    // A connection that breaks later fails the query in flight; without a listener it would end the process too.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (cause) {
      await client.end().catch(() => undefined);
      const error = cause instanceof Error ? cause : new Error(String(cause));
      if (!isUnavailable(error)) throw refused(databaseUrl, error);
      if (attempt >= attempts) throw away(databaseUrl, attempts, error);
      onRetry?.(attempt, error);
      await sleep(delayMs);
    }
  }
}

function away(databaseUrl: string, attempts: number, cause: Error): HeliographError {
  const times = attempts === 1 ? 'once' : `${attempts} times`;
  return new HeliographError(
    'service_unavailable',
    `Postgres at ${describe(databaseUrl)} did not answer (tried ${times}: ${reasonOf(cause)}). Start it, or correct DATABASE_URL.`,
    { cause },
  );
}

function refused(databaseUrl: string, cause: Error): HeliographError {
  return new HeliographError(
    'service_unavailable',
    `Postgres at ${describe(databaseUrl)} refused the connection: ${reasonOf(cause)}. Check user, password and database name in DATABASE_URL.`,
    { cause },
  );
}

/** Node tries every address of a name and hides the reasons in an AggregateError without a message. */
function reasonOf(error: Error): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : error.message;
}

/** Host, port and database of the URL, without credentials. */
function describe(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'the address in DATABASE_URL';
  const url = new URL(databaseUrl);
  return `${url.hostname}:${url.port || '5432'}${url.pathname}`;
}
