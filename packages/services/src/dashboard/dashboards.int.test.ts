import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Tile, tileSchema } from '@heliograph/contracts/dashboard-tile';
import type { DbClient } from '@heliograph/db/client';
import type { ServiceContext } from '../context.ts';
import { createOwner, createUser, openTestDatabase } from '../testing/database.ts';
import { createDashboard } from './create.ts';
import { getDashboard } from './get.ts';
import { listDashboards } from './list.ts';
import { removeDashboard } from './remove.ts';
import { setDefaultDashboard } from './set-default.ts';
import { updateDashboard } from './update.ts';

let db: DbClient;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
});
afterAll(() => close());

const tile: Tile = tileSchema.parse({
  id: 'cost',
  metrics: [{ metric: 'cost', aggregation: 'sum' }],
  groupBy: ['model'],
  filter: 'status:2xx',
  chart: 'bar',
  layout: { x: 0, y: 0, w: 6, h: 4 },
});

/** Somebody else of the organization. */
async function colleague(organizationId: string, role: string, name: string): Promise<ServiceContext> {
  const { id: userId } = await createUser(db, name);
  return { db, actor: { type: 'user', organizationId, userId, role } };
}
const asKey = (organizationId: string): ServiceContext => ({
  db,
  actor: { type: 'api_key', organizationId, apiKeyId: '019aa2b4-0000-7000-8000-000000000999' },
});
const names = async (context: ServiceContext) => (await listDashboards(context)).map(({ name }) => name);

it('is kept as it was given, changed and deleted, and each step is in the audit trail', async () => {
  const owner = await createOwner(db);
  const made = await createDashboard(owner, { name: 'Costs', shared: false, tiles: [tile] });
  expect(made).toMatchObject({
    ...{ name: 'Costs', shared: false, tiles: [tile], version: 1, mayChange: true, isDefault: false },
    owner: { id: owner.userId, name: 'Ada Lovelace' },
  });
  expect(await getDashboard(owner, made)).toEqual(made);
  const [listed] = await listDashboards(owner);
  expect(listed).toMatchObject({ id: made.id, name: 'Costs' });
  expect(listed).not.toHaveProperty('tiles');
  const changed = await updateDashboard(owner, { id: made.id, shared: true, tiles: [] });
  expect(changed).toMatchObject({ name: 'Costs', shared: true, tiles: [], version: 2 });
  await removeDashboard(owner, made);
  await expect(getDashboard(owner, made)).rejects.toMatchObject({ code: 'not_found' });
  const trail = await db.auditEvent.findMany({
    where: { organizationId: owner.organizationId },
    orderBy: { id: 'asc' },
  });
  expect(trail.map(({ action, details }) => [action, details])).toEqual([
    ['dashboard.created', { name: 'Costs', shared: false, tiles: 1 }],
    ['dashboard.updated', { name: 'Costs', shared: true, tiles: 0 }],
    ['dashboard.deleted', { name: 'Costs', shared: true }],
  ]);
});

it('is changed by one of two who change the same version', async () => {
  const owner = await createOwner(db);
  const { id } = await createDashboard(owner, { name: 'Costs', shared: true, tiles: [] });
  const attempts = await Promise.allSettled(
    ['One', 'Two'].map((name) => updateDashboard(owner, { id, version: 1, name })),
  );
  expect(attempts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(attempts.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'conflict' },
  });
  expect(await updateDashboard(owner, { id, name: 'Three' })).toMatchObject({ name: 'Three', version: 3 });
});

describe('who sees and changes it', () => {
  it('is the owner alone, until it is shared with the organization', async () => {
    const owner = await createOwner(db);
    const { organizationId } = owner;
    const [member, admin, stranger] = [
      await colleague(organizationId, 'member', 'Grace Hopper'),
      await colleague(organizationId, 'admin', 'Joan Clarke'),
      await createOwner(db),
    ];
    const own = await createDashboard(member, { name: 'Mine', shared: false, tiles: [] });
    const shared = await createDashboard(member, { name: 'Ours', shared: true, tiles: [tile] });
    expect(await names(member)).toEqual(['Mine', 'Ours']);
    expect(await names(admin)).toEqual(['Ours']);
    expect(await names(asKey(organizationId))).toEqual(['Ours']);
    expect(await names(stranger)).toEqual([]);
    await expect(getDashboard(admin, own)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getDashboard(stranger, shared)).rejects.toMatchObject({ code: 'not_found' });

    const other = await colleague(organizationId, 'member', 'Mary Jackson');
    expect(await getDashboard(other, shared)).toMatchObject({ tiles: [tile], mayChange: false });
    await expect(updateDashboard(other, { id: shared.id, name: 'X' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(removeDashboard(other, shared)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(updateDashboard(stranger, { id: shared.id, name: 'X' })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await updateDashboard(admin, { id: shared.id, name: 'Everybody’s' })).toMatchObject({
      name: 'Everybody’s',
      owner: { name: 'Grace Hopper' },
    });
  });

  it('is everybody where a key made it, which can make nothing else', async () => {
    const { organizationId, ...owner } = await createOwner(db);
    const key = asKey(organizationId);
    await expect(createDashboard(key, { name: 'X', shared: false, tiles: [] })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    const made = await createDashboard(key, { name: 'Of a script', shared: true, tiles: [] });
    expect(made.owner).toBeNull();
    await expect(updateDashboard(owner, { id: made.id, shared: false })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});

it('is begun with by each person’s own choice, which ends with the sight of it', async () => {
  const owner = await createOwner(db);
  const member = await colleague(owner.organizationId, 'member', 'Grace Hopper');
  const { id } = await createDashboard(owner, { name: 'Ours', shared: true, tiles: [] });
  const defaults = async (context: ServiceContext) =>
    (await listDashboards(context)).filter(({ isDefault }) => isDefault).map(({ name }) => name);
  await setDefaultDashboard(owner, { id });
  await setDefaultDashboard(member, { id });
  expect([await defaults(owner), await defaults(member)]).toEqual([['Ours'], ['Ours']]);
  await updateDashboard(owner, { id, shared: false });
  await updateDashboard(owner, { id, shared: true });
  expect([await defaults(owner), await defaults(member)]).toEqual([['Ours'], []]);
  await setDefaultDashboard(owner, { id: null });
  expect(await defaults(owner)).toEqual([]);
  await expect(setDefaultDashboard(asKey(owner.organizationId), { id })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('that was kept in another form is shown without the tiles that are no more', async () => {
  const owner = await createOwner(db);
  const made = await createDashboard(owner, { name: 'Old', shared: false, tiles: [tile] });
  await db.dashboard.update({
    where: { id: made.id },
    data: { tiles: [{ ...tile, chart: 'pie' }, tile, 'no tile'] },
  });
  expect((await getDashboard(owner, made)).tiles).toEqual([tile]);
});
