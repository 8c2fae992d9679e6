import { describe, expect, it } from 'vitest';
import { migratedPostgres } from './testing/migrated-postgres.ts';
import { createDbClient } from './client.ts';
import { isInvalidValue } from './is-invalid-value.ts';
import { isUnavailable } from './is-unavailable.ts';

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error,
  );

describe('isUnavailable', () => {
  it('is true of a server that is not there, for queries and transactions', async () => {
    const db = createDbClient('postgres://nobody@127.0.0.1:1/nothing');
    expect(isUnavailable(await failureOf(db.user.findMany()))).toBe(true);
    expect(isUnavailable(await failureOf(db.$transaction((tx) => tx.user.findMany())))).toBe(true);
    await db.$disconnect();
  });

  it('is true of a connection that was cut, and the next query works again', async () => {
    const database = await migratedPostgres();
    const db = createDbClient(database.url, { maxConnections: 1 });
    const cut = await failureOf(db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`);
    expect(isUnavailable(cut)).toBe(true);
    expect(await db.user.findMany()).toEqual([]);
    await db.$disconnect();
    await database.drop();
  });

  it('is false of a query that Postgres refused', async () => {
    const database = await migratedPostgres();
    const db = createDbClient(database.url);
    const refused = await failureOf(db.user.findUnique({ where: { id: 'no uuid' } }));
    expect(isUnavailable(refused)).toBe(false);
    expect(isInvalidValue(refused)).toBe(true);
    await db.$disconnect();
    await database.drop();
  });

  it.each([null, undefined, 'ECONNREFUSED', new Error('no'), { code: 'P2002' }])(
    'is false of %s',
    (error) => {
      expect(isUnavailable(error)).toBe(false);
    },
  );
});
