import { AsyncLocalStorage } from 'node:async_hooks';
import type { DbClient, DbTransaction } from '@heliograph/db/client';
import { DB_WAIT_MS } from '../../env.ts';

/** Hashing a password takes a while under load, and happens inside. Milliseconds. */
const LIMITS = { maxWait: DB_WAIT_MS, timeout: DB_WAIT_MS };

export interface SharedTransaction {
  /** The database client for Better Auth. */
  client: DbClient;
  /** Runs `work` in the transaction Better Auth has open at this point, else in one of its own. */
  run: <T>(work: (tx: DbTransaction) => Promise<T>) => Promise<T>;
}

/**
 * Lets hooks of Better Auth write in its own transaction, which it doesn't hand to them: a sign-up that fails half-way
 * leaves neither a person without an organization nor one who can't sign in.
 */
export function createSharedTransaction(db: DbClient): SharedTransaction {
  const open = new AsyncLocalStorage<DbTransaction>();
  const transact = <T>(work: (tx: DbTransaction) => Promise<T>): Promise<T> =>
    db.$transaction((tx) => open.run(tx, () => work(tx)), LIMITS);

  const client = new Proxy(db, {
    get: (target, property) =>
      property === '$transaction' ? transact : Reflect.get(target, property, target),
  });
  return {
    client,
    run: (work) => {
      const tx = open.getStore();
      return tx === undefined ? transact(work) : work(tx);
    },
  };
}
