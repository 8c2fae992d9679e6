import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DbClient } from '@heliograph/db/client';
import { createOwner, openTestDatabase } from '../testing/database.ts';
import { notifyBudgets } from './notify-budgets.ts';
import { recordSpends } from './record-spends.ts';

let db: DbClient;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
});
afterAll(() => close());

const webUrl = 'http://localhost:3000';
const november = new Date('2026-11-21T10:00:00Z');
const december = new Date('2026-12-01T10:00:00Z');

async function prepare() {
  const { organizationId } = await createOwner(db);
  const apiKeyId = uuidv7();
  const key = { organizationId, name: 'production', hash: apiKeyId, last4: 'abcd', monthlyBudget: '10' };
  await db.apiKey.create({ data: { id: apiKeyId, ...key } });
  const add = async (changed: object = {}) => {
    const channel = {
      organizationId,
      kind: 'email',
      name: 'Mail',
      config: { recipients: ['a@example.com'] },
    };
    const id = uuidv7();
    await db.notificationChannel.create({ data: { id, ...channel, budgetWarnings: true, ...changed } });
    return id;
  };
  let counted = 0;
  return {
    organizationId,
    add,
    spend: (usd: string, day = '2026-11-21') =>
      recordSpends(db, [{ apiKeyId, day, usd }], new Date(november.getTime() + ++counted)),
    told: async () => {
      const rows = await db.delivery.findMany({
        where: { organizationId },
        orderBy: { id: 'asc' },
        select: { channelId: true, notification: true },
      });
      return rows.map((row) => ({
        channelId: row.channelId,
        ...(row.notification as { threshold: number }),
      }));
    },
  };
}

it('tells at 80 and at 100 percent, once each, however often and by how many it is counted', async () => {
  const { add, spend, told } = await prepare();
  const channelId = await add();
  await spend('7.99');
  expect(await notifyBudgets(db, { webUrl, now: november })).toBe(0);
  await spend('3', '2026-11-20');
  await spend('5', '2026-11-21');
  const counts = await Promise.all([1, 2, 3].map(() => notifyBudgets(db, { webUrl, now: november })));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await told()).toMatchObject([
    {
      ...{ channelId, kind: 'budget', threshold: 80, month: '2026-11', apiKeyName: 'production' },
      ...{ spentUsd: '8.00', budgetUsd: '10.00', usedPercent: 80, keysUrl: `${webUrl}/settings/keys` },
    },
  ]);
  await spend('7.25');
  await notifyBudgets(db, { webUrl, now: november });
  await notifyBudgets(db, { webUrl, now: november });
  expect((await told()).map(({ threshold }) => threshold)).toEqual([80, 100]);
  expect(await notifyBudgets(db, { webUrl, now: december })).toBe(0);
  await spend('20', '2026-12-01');
  expect(await notifyBudgets(db, { webUrl, now: december })).toBe(1);
  expect((await told()).map(({ threshold }) => threshold)).toEqual([80, 100, 100]);
});

it('tells only the channels that were chosen for it and are switched on', async () => {
  const { add, spend, told } = await prepare();
  const [chosen, too] = [await add(), await add({ kind: 'slack' })];
  await add({ budgetWarnings: false });
  await add({ enabled: false });
  const other = await prepare();
  await other.add();
  await spend('99');
  await notifyBudgets(db, { webUrl, now: november });
  expect((await told()).map(({ channelId }) => channelId).sort()).toEqual([chosen, too].sort());
  expect(await other.told()).toEqual([]);
});
