import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SqlChart } from '@heliograph/contracts/sql';
import type { DbClient } from '@heliograph/db/client';
import type { ServiceContext } from '../context.ts';
import { createOwner, createUser, openTestDatabase } from '../testing/database.ts';
import { createSavedQuery } from './create.ts';
import { listSavedQueries } from './list.ts';
import { removeSavedQuery } from './remove.ts';
import { updateSavedQuery } from './update.ts';

let db: DbClient;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
});
afterAll(() => close());

const sql = 'SELECT model, count() FROM requests GROUP BY model';
const chart: SqlChart = { kind: 'bar', x: 'model', y: ['count()'], series: null };
const names = async (context: ServiceContext) => (await listSavedQueries(context)).map(({ name }) => name);

it('is kept as it was given, changed and deleted, and each step is in the audit trail', async () => {
  const owner = await createOwner(db);
  const made = await createSavedQuery(owner, { name: 'Models', shared: false, sql, chart });
  expect(made).toMatchObject({ name: 'Models', shared: false, sql, chart, mayChange: true });
  expect(await listSavedQueries(owner)).toEqual([made]);
  const changed = await updateSavedQuery(owner, { id: made.id, sql: 'SELECT 1', chart: null });
  expect(changed).toMatchObject({ name: 'Models', sql: 'SELECT 1', chart: null });
  await removeSavedQuery(owner, made);
  expect(await listSavedQueries(owner)).toEqual([]);
  const trail = await db.auditEvent.findMany({
    where: { organizationId: owner.organizationId },
    orderBy: { id: 'asc' },
  });
  expect(trail.map(({ action }) => action)).toEqual([
    'saved_query.created',
    'saved_query.updated',
    'saved_query.deleted',
  ]);
});

it('is seen and changed by its owner, and once shared seen by all and changed by who manages', async () => {
  const owner = await createOwner(db);
  const { organizationId } = owner;
  const person = async (role: string, name: string): Promise<ServiceContext> => {
    const { id: userId } = await createUser(db, name);
    return { db, actor: { type: 'user', organizationId, userId, role } };
  };
  const [member, admin, stranger] = [
    await person('member', 'Grace Hopper'),
    await person('admin', 'Joan Clarke'),
    await createOwner(db),
  ];
  const own = await createSavedQuery(owner, { name: 'Mine', shared: false, sql, chart: null });
  const shared = await createSavedQuery(owner, { name: 'Ours', shared: true, sql, chart: null });
  expect([await names(owner), await names(member), await names(stranger)]).toEqual([
    ['Mine', 'Ours'],
    ['Ours'],
    [],
  ]);
  await expect(updateSavedQuery(member, { id: shared.id, name: 'X' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(removeSavedQuery(admin, own)).rejects.toMatchObject({ code: 'not_found' });
  await expect(removeSavedQuery(stranger, shared)).rejects.toMatchObject({ code: 'not_found' });
  expect(await updateSavedQuery(admin, { id: shared.id, name: 'All’s' })).toMatchObject({ name: 'All’s' });
});

it('of an API key has to be shared', async () => {
  const { organizationId } = await createOwner(db);
  const key: ServiceContext = {
    db,
    actor: { type: 'api_key', organizationId, apiKeyId: '019aa2b4-0000-7000-8000-000000000999' },
  };
  await expect(createSavedQuery(key, { name: 'X', shared: false, sql, chart: null })).rejects.toMatchObject({
    code: 'invalid_request',
  });
  const made = await createSavedQuery(key, { name: 'X', shared: true, sql, chart: null });
  expect(made.owner).toBeNull();
  await expect(updateSavedQuery(key, { id: made.id, shared: false })).rejects.toMatchObject({
    code: 'invalid_request',
  });
});
