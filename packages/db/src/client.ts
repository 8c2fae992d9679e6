import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from './generated/client.ts';

export type DbClient = PrismaClient;
/** What a verb gets inside `db.$transaction(async (tx) => …)`. */
export type DbTransaction = Prisma.TransactionClient;

/** Milliseconds a query waits for a connection before it fails. */
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * A client over a pool of its own; nothing is connected before the first query. End it with `$disconnect()`.
 * `databaseUrl` is a postgres:// URL, `maxConnections` the pool's size.
 */
export function createDbClient(databaseUrl: string, options: { maxConnections?: number } = {}): DbClient {
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    max: options.maxConnections ?? 10,
    keepAlive: true,
  });
  // Minimal: the long form quotes the values of a failed query, which may be secrets.
  return new PrismaClient({ adapter, errorFormat: 'minimal' });
}
