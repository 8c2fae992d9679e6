import { v7 as uuidv7 } from 'uuid';
import type { Delivery } from '@heliograph/contracts/channels';
import type { TestNotification } from '@heliograph/contracts/notification';
import type { ServiceContext } from '../context.ts';
import { toListedDelivery } from '../delivery/listed-delivery.ts';
import { requireScope } from '../require-scope.ts';
import { noSuchChannel } from './listed-channel.ts';

/**
 * Sends a test notification, also to a channel that is switched off: once, so that the answer is known within seconds. `webUrl`
 * is the dashboard's. Throws `forbidden` or `not_found`.
 */
export async function testChannel(
  { db, actor }: ServiceContext,
  { id: channelId, webUrl }: { id: string; webUrl: string },
): Promise<Delivery> {
  requireScope(actor, 'channels:write');
  const { organizationId } = actor;
  const channel = await db.notificationChannel.findFirst({
    where: { id: channelId, organizationId },
    select: { name: true },
  });
  if (channel === null) throw noSuchChannel();
  const sender =
    actor.type === 'user'
      ? await db.user.findUnique({ where: { id: actor.userId }, select: { name: true } })
      : null;
  const notification: TestNotification = {
    kind: 'test',
    channelName: channel.name,
    sentBy: sender?.name ?? null,
    settingsUrl: `${webUrl}/settings/notifications`,
  };
  const id = uuidv7();
  const row = await db.delivery.create({
    data: {
      ...{ id, organizationId, channelId, notification, kind: 'test', maxAttempts: 1 },
      idempotencyKey: `test:${id}`,
    },
  });
  return toListedDelivery(row);
}
