import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AlertNotification } from '@heliograph/contracts/notification';
import type { DbClient } from '@heliograph/db/client';
import { createOwner, openTestDatabase } from '../testing/database.ts';
import { enqueueNotification } from './enqueue.ts';

let db: DbClient;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
});
afterAll(() => close());

const notification: AlertNotification = {
  ...{ kind: 'alert', event: 'fired', severity: 'critical', title: 'Cost is above $10' },
  ...{
    ruleId: '019a9f5d-0000-7000-8000-000000000001',
    ruleName: 'Cost',
    group: { user: 'ada', model: 'gpt' },
  },
  ...{
    metric: 'Cost',
    value: '$12.40',
    threshold: '$10.00',
    window: 'today',
    startedAt: '2026-11-21T10:00:00Z',
  },
  ...{ explorerUrl: 'http://localhost:3000/requests', alertUrl: 'http://localhost:3000/alerts', summary: [] },
};

async function createChannel(organizationId: string, enabled = true): Promise<string> {
  const { id } = await db.notificationChannel.create({
    data: { id: uuidv7(), organizationId, kind: 'email', name: 'Mail', config: { recipients: [] }, enabled },
  });
  return id;
}

it('puts a notification into the outbox once per channel and key, with the transaction or not at all', async () => {
  const { organizationId } = await createOwner(db);
  const [one, other] = [await createChannel(organizationId), await createChannel(organizationId)];
  const delivery = { organizationId, channelId: one, idempotencyKey: 'rule:1', notification };
  const failing = db.$transaction(async (tx) => {
    await enqueueNotification(tx, delivery);
    throw new Error('something else failed');
  });
  await expect(failing).rejects.toThrow('something else failed');
  expect(await db.delivery.count({ where: { organizationId } })).toBe(0);

  const id = await db.$transaction((tx) => enqueueNotification(tx, delivery));
  expect(id).not.toBeNull();
  expect(await db.$transaction((tx) => enqueueNotification(tx, delivery))).toBeNull();
  expect(await enqueueNotification(db, { ...delivery, channelId: other })).not.toBeNull();
  const rows = await db.delivery.findMany({ where: { organizationId }, orderBy: { id: 'asc' } });
  expect(rows).toMatchObject([
    { id, channelId: one, notification, kind: 'alert', status: 'pending', attempts: 0, maxAttempts: 8 },
    { channelId: other },
  ]);
  expect(rows[0]?.subject).toBe(rows[1]?.subject);
});

it('has nothing to send to a channel that is switched off or somebody else’s, and refuses what is no notification', async () => {
  const [owner, stranger] = [await createOwner(db), await createOwner(db)];
  const [off, theirs] = [
    await createChannel(owner.organizationId, false),
    await createChannel(stranger.organizationId),
  ];
  const delivery = { organizationId: owner.organizationId, idempotencyKey: 'rule:2', notification };
  expect(await enqueueNotification(db, { ...delivery, channelId: off })).toBeNull();
  expect(await enqueueNotification(db, { ...delivery, channelId: theirs })).toBeNull();
  const broken = { ...notification, alertUrl: 'javascript:alert(1)' };
  await expect(
    enqueueNotification(db, { ...delivery, channelId: off, notification: broken }),
  ).rejects.toThrow('alertUrl');
});
