import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './generated/client.ts';

export type { Prisma };
export type DbClient = PrismaClient;
/** What a verb gets inside `db.$transaction(async (tx) => …)`. */
export type DbTransaction = Prisma.TransactionClient;

/** NULL for a column of JSON; a plain null would be the JSON value. */
export const jsonNull = Prisma.DbNull;

/** Milliseconds a query waits for a connection before it fails. */
const WAIT_MS = 5_000;

interface DbClientOptions {
  /** Size of the pool; 10 without it. */
  maxConnections?: number;
  /** How long a query waits for a connection, and a transaction may take, in ms; 5,000 without it. */
  waitMs?: number;
}

/**
 * A client over a pool of its own; nothing is connected before the first query. End it with `$disconnect()`.
 * `databaseUrl` is a postgres:// URL.
 */
export function createDbClient(databaseUrl: string, options: DbClientOptions = {}): DbClient {
  const { waitMs = WAIT_MS } = options;
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    connectionTimeoutMillis: waitMs,
    max: options.maxConnections ?? 10,
    keepAlive: true,
  });
  // Minimal: the long form quotes the values of a failed query, which may be secrets.
  // Prisma's own limit for a transaction to begin is shorter than the wait for its connection.
  const transactionOptions = { maxWait: waitMs, timeout: waitMs };
  return new PrismaClient({ adapter, errorFormat: 'minimal', transactionOptions });
}
