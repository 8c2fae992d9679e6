import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newestFirst, type RequestView, standardLayout } from '@heliograph/contracts/request-view';
import type { DbClient } from '@heliograph/db/client';
import type { ServiceContext } from '../context.ts';
import { createOwner, createUser, openTestDatabase } from '../testing/database.ts';
import { createSavedView } from './create.ts';
import { listSavedViews } from './list.ts';
import { removeSavedView } from './remove.ts';
import { setDefaultView } from './set-default.ts';
import { updateSavedView } from './update.ts';

let db: DbClient;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
});
afterAll(() => close());

const view: RequestView = {
  filter: 'status:5xx "capital of France"',
  range: '7d',
  sort: { by: 'costUsd', direction: 'desc' },
  layout: {
    columns: [
      { id: 'time', pinned: true },
      { id: 'property.team', width: 120 },
    ],
    density: 'compact',
  },
};

/** Somebody else of the organization. */
async function colleague(organizationId: string, role: string, name: string): Promise<ServiceContext> {
  const { id: userId } = await createUser(db, name);
  return { db, actor: { type: 'user', organizationId, userId, role } };
}
const asKey = (organizationId: string): ServiceContext => ({
  db,
  actor: { type: 'api_key', organizationId, apiKeyId: '019aa2b4-0000-7000-8000-000000000999' },
});
const names = async (context: ServiceContext) => (await listSavedViews(context)).map(({ name }) => name);

it('is kept as it was given, changed and deleted, and each step is in the audit trail', async () => {
  const owner = await createOwner(db);
  const made = await createSavedView(owner, { name: 'Failures', shared: false, view });
  expect(made).toMatchObject({
    ...{ name: 'Failures', shared: false, view, mayChange: true, isDefault: false },
    owner: { id: owner.userId, name: 'Ada Lovelace' },
  });
  expect(await listSavedViews(owner)).toEqual([made]);
  const changed = await updateSavedView(owner, { id: made.id, shared: true, view: { ...view, range: '1h' } });
  expect(changed).toMatchObject({ name: 'Failures', shared: true, view: { ...view, range: '1h' } });
  await removeSavedView(owner, made);
  expect(await listSavedViews(owner)).toEqual([]);
  const trail = await db.auditEvent.findMany({
    where: { organizationId: owner.organizationId },
    orderBy: { id: 'asc' },
  });
  expect(trail.map(({ action, details }) => [action, details])).toEqual([
    ['saved_view.created', { name: 'Failures', shared: false }],
    ['saved_view.updated', { name: 'Failures', shared: true }],
    ['saved_view.deleted', { name: 'Failures', shared: true }],
  ]);
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
    const own = await createSavedView(member, { name: 'Mine', shared: false, view });
    const shared = await createSavedView(member, { name: 'Ours', shared: true, view });
    expect(await names(member)).toEqual(['Mine', 'Ours']);
    expect(await names(admin)).toEqual(['Ours']);
    expect(await names(asKey(organizationId))).toEqual(['Ours']);
    expect(await names(stranger)).toEqual([]);

    const other = await colleague(organizationId, 'member', 'Mary Jackson');
    expect((await listSavedViews(other))[0]).toMatchObject({ name: 'Ours', mayChange: false });
    await expect(updateSavedView(other, { id: shared.id, name: 'X' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(removeSavedView(other, shared)).rejects.toMatchObject({ code: 'forbidden' });
    for (const { context, id } of [
      { context: admin, id: own.id },
      { context: stranger, id: shared.id },
      { context: asKey(organizationId), id: own.id },
    ]) {
      await expect(updateSavedView(context, { id, name: 'X' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(removeSavedView(context, { id })).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await updateSavedView(admin, { id: shared.id, name: 'Everybody’s' })).toMatchObject({
      name: 'Everybody’s',
      owner: { name: 'Grace Hopper' },
    });
  });

  it('is everybody where a key made it, which can make nothing else', async () => {
    const { organizationId, ...owner } = await createOwner(db);
    const key = asKey(organizationId);
    await expect(createSavedView(key, { name: 'X', shared: false, view })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    const made = await createSavedView(key, { name: 'Of a script', shared: true, view });
    expect(made.owner).toBeNull();
    expect(await names(owner)).toEqual(['Of a script']);
    await expect(updateSavedView(owner, { id: made.id, shared: false })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});

describe('the view somebody begins with', () => {
  it('is each person’s own choice, and ends with the view or the sight of it', async () => {
    const owner = await createOwner(db);
    const member = await colleague(owner.organizationId, 'member', 'Grace Hopper');
    const { id } = await createSavedView(owner, { name: 'Ours', shared: true, view });
    const other = await createSavedView(owner, { name: 'Mine', shared: false, view });
    const defaults = async (context: ServiceContext) =>
      (await listSavedViews(context)).filter(({ isDefault }) => isDefault).map(({ name }) => name);

    await setDefaultView(owner, { id: other.id });
    await setDefaultView(owner, { id });
    expect([await defaults(owner), await defaults(member)]).toEqual([['Ours'], []]);
    await setDefaultView(member, { id });
    await expect(setDefaultView(member, { id: other.id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(setDefaultView(asKey(owner.organizationId), { id })).rejects.toMatchObject({
      code: 'forbidden',
    });

    await updateSavedView(owner, { id, shared: false });
    await updateSavedView(owner, { id, shared: true });
    expect([await defaults(owner), await defaults(member)]).toEqual([['Ours'], []]);
    await setDefaultView(owner, { id: null });
    expect(await defaults(owner)).toEqual([]);
    await setDefaultView(member, { id });
    await removeSavedView(owner, { id });
    expect(await defaults(member)).toEqual([]);
  });
});

it('that was kept in another form is shown the standard way, but never with another filter', async () => {
  const owner = await createOwner(db);
  const { id } = await createSavedView(owner, { name: 'Old', shared: false, view });
  await db.savedView.update({
    where: { id },
    data: {
      view: { filter: 'model:gpt-4o', range: 'fortnight', sort: { by: 'moon' }, layout: { columns: [] } },
    },
  });
  expect((await listSavedViews(owner))[0]?.view).toEqual({
    filter: 'model:gpt-4o',
    range: '24h',
    sort: newestFirst,
    layout: standardLayout,
  });
});
