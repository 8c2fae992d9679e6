import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DbClient } from '@heliograph/db/client';
import { createOwner, openTestDatabase } from '../testing/database.ts';
import { addPrice, type NewPrice } from './add.ts';
import { listPrices } from './list.ts';
import { readPriceBook, readPriceBookVersions } from './read-price-books.ts';
import { removePrice } from './remove.ts';

let db: DbClient;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
});
afterAll(() => close());

const price: NewPrice = {
  provider: null,
  model: 'house-model',
  prices: { input: '2', output: '8' },
  effectiveFrom: null,
  effectiveTo: null,
  note: 'Contract',
};
const versionOf = async (organizationId: string) =>
  (await readPriceBookVersions(db, [organizationId])).get(organizationId);

it('adds a price, under a new version of the book', async () => {
  const owner = await createOwner(db);
  expect(await versionOf(owner.organizationId)).toBe(0);
  const { id } = await addPrice(owner, price);
  expect(await versionOf(owner.organizationId)).toBe(1);
  expect(await readPriceBook(db, owner.organizationId)).toEqual([
    {
      id,
      provider: null,
      model: 'house-model',
      prices: { input: '2', output: '8' },
      effectiveFrom: null,
      effectiveTo: null,
    },
  ]);
  expect(await listPrices(owner)).toMatchObject([{ id, createdBy: 'Ada Lovelace', removedAt: null }]);
  const trail = await db.auditEvent.findMany({ where: { organizationId: owner.organizationId } });
  expect(trail).toMatchObject([{ action: 'price.added', targetId: id, details: { model: 'house-model' } }]);
});

it('puts one in the place of another, which stays in the history', async () => {
  const owner = await createOwner(db);
  const first = await addPrice(owner, price);
  const second = await addPrice(owner, { ...price, prices: { input: '3' }, replaces: first.id });
  expect(await readPriceBook(db, owner.organizationId)).toMatchObject([
    { id: second.id, prices: { input: '3' } },
  ]);
  expect(await listPrices(owner)).toMatchObject([
    { id: second.id, removedAt: null },
    { id: first.id, removedAt: expect.any(Date), prices: price.prices },
  ]);
  await expect(addPrice(owner, { ...price, replaces: first.id })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await readPriceBook(db, owner.organizationId)).toHaveLength(1);
});

it('refuses a second price from the same day, also where both come at once', async () => {
  const owner = await createOwner(db);
  const day = { ...price, effectiveFrom: new Date('2026-11-01') };
  const results = await Promise.allSettled([
    addPrice(owner, day),
    addPrice(owner, { ...day, model: 'House-Model' }),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await addPrice(owner, { ...price, effectiveFrom: new Date('2026-11-02') });
  await addPrice(owner, { ...day, provider: 'azure' });
  expect(await readPriceBook(db, owner.organizationId)).toHaveLength(3);
});

it('removes a price once, and not that of another organization', async () => {
  const [owner, stranger] = [await createOwner(db), await createOwner(db)];
  const { id } = await addPrice(owner, price);
  await expect(removePrice(stranger, { id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(addPrice(stranger, { ...price, replaces: id })).rejects.toMatchObject({ code: 'not_found' });
  await removePrice(owner, { id });
  await removePrice(owner, { id });
  expect(await readPriceBook(db, owner.organizationId)).toEqual([]);
  expect(await versionOf(owner.organizationId)).toBe(2);
  expect(await listPrices(stranger)).toEqual([]);
});

it('lets nobody without the permission read or write', async () => {
  const owner = await createOwner(db);
  const guest = { db, actor: { ...owner.actor, type: 'user' as const, userId: owner.userId, role: 'guest' } };
  await expect(addPrice(guest, price)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(listPrices(guest)).rejects.toMatchObject({ code: 'forbidden' });
});
