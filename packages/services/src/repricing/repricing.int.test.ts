import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DbClient } from '@heliograph/db/client';
import { createOwner, openTestDatabase } from '../testing/database.ts';
import { cancelRepricing } from './cancel.ts';
import { listRepricings } from './list.ts';
import { findOpenRepricings, finishRepricing, noteProgress, readOpenRepricing } from './progress.ts';
import { startRepricing } from './start.ts';

let db: DbClient;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
});
afterAll(() => close());

const [from, to] = [new Date('2026-11-01'), new Date('2026-11-21')];
const target = { provider: null, model: 'house-model', from, to };

it('is taken up, tells how far it is, and ends', async () => {
  const owner = await createOwner(db);
  const { id } = await startRepricing(owner, target);
  expect(await findOpenRepricings(db)).toContain(id);
  const half = new Date('2026-11-10');
  expect(await noteProgress(db, id, { requests: 10, examined: 5, changed: 2, cursor: half })).toBe(true);
  expect(await readOpenRepricing(db, id)).toMatchObject({
    cursor: half,
    changed: 2,
    model: 'house-model',
  });
  expect(await listRepricings(owner)).toMatchObject([
    {
      id,
      status: 'running',
      requests: 10,
      examined: 5,
      startedAt: expect.any(Date),
      createdBy: 'Ada Lovelace',
    },
  ]);
  await finishRepricing(db, id, null);
  expect(await listRepricings(owner)).toMatchObject([{ status: 'done', finishedAt: expect.any(Date) }]);
  expect(await readOpenRepricing(db, id)).toBeNull();
  await cancelRepricing(owner, { id });
  expect(await listRepricings(owner)).toMatchObject([{ status: 'done' }]);
});

it('is cancelled by its own organization alone, and then goes no further', async () => {
  const [owner, stranger] = [await createOwner(db), await createOwner(db)];
  const { id } = await startRepricing(owner, target);
  await expect(cancelRepricing(stranger, { id })).rejects.toMatchObject({ code: 'not_found' });
  await cancelRepricing(owner, { id });
  expect(await noteProgress(db, id, { examined: 5 })).toBe(false);
  await finishRepricing(db, id, 'too late');
  expect(await listRepricings(owner)).toMatchObject([{ status: 'cancelled', error: null, examined: 0 }]);
  expect(await listRepricings(stranger)).toEqual([]);
});

it('waits where too many are under way', async () => {
  const owner = await createOwner(db);
  for (let count = 0; count < 5; count++) await startRepricing(owner, target);
  await expect(startRepricing(owner, target)).rejects.toMatchObject({ code: 'conflict' });
});
